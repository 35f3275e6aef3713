import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { type DirectoryConfig, directoryConfig, missingForFeed } from './directory-config.ts'
import { unfitForDemo, unfitForProduction } from './production-rules.ts'
import type { Setting } from './setting-kinds.ts'
import { settingsTable } from './settings-table.ts'
import {
  missingForSignIn,
  type SignInConfig,
  sessionConfig,
  sessionFaults,
  signInConfig,
} from './sign-in-config.ts'

type SettingName = keyof typeof settingsTable
type Given = { [Name in SettingName]?: z.output<(typeof settingsTable)[Name]['schema']> }
export type Environment = Record<string, string | undefined>

/** Everything the processes need to know, complete: nothing here is optional or read again later. */
export type Config = {
  demo: boolean
  host: string
  port: number
  /** Without a slash at the end. */
  publicUrl: string
  roles: readonly ('web' | 'worker')[]
  dataDir: string
  /** How long a process that is asked to stop still takes requests, while /readyz says 503. */
  stopDelaySeconds: number
  database: { url: string; adminUrl: string; directUrl: string; singleRole: boolean }
  secretKey: string
  mail: { kind: 'smtp'; url: string; from: string } | { kind: 'mailbox'; from: string } | { kind: 'off' }
  signIn: SignInConfig
  /** Empty where staff sign in otherwise. */
  oidc: OidcConfig
  /** Access tokens of API clients (OAuth 2 client credentials). */
  oauth: { issuer: string; audience: string }
  session: { idleMinutes: number; hours: number }
  directory: DirectoryConfig
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  stepUpMinutes: number
  /** Id or e-mail of a user; null for nobody. */
  firstAdministrator: string | null
  securityLogDays: number
  trustedHops: number
  reopenDays: number
  trackingLinkDays: number
}

/** The company's OpenID provider, as `docs/operations/sign-in.md` tells. */
export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  clientAuth: 'post' | 'basic' | 'private_key_jwt'
  /** PEM; null but for `private_key_jwt`. */
  clientKey: string | null
  scopes: string
  userClaim: string
  userMatch: 'id' | 'email'
}

/** What `npm start` must bring by itself before a `Config` can be complete. */
export type LaunchPlan = Pick<
  Config,
  'demo' | 'host' | 'port' | 'publicUrl' | 'roles' | 'dataDir' | 'stopDelaySeconds'
> & {
  /** `null`: the embedded database is brought. */
  database: Config['database'] | null
  referenceIdentity: boolean
  secretKeyNeeded: boolean
}

/** Bad settings, all of them at once: one line each. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

/** Reads a complete configuration. Throws `ConfigurationError` where anything is missing or wrong. */
export function readConfig(env: Environment): Config {
  const { given, problems } = parse(env)
  const config = assemble(given, problems)
  problems.push(...missingServices(given, config))
  if (problems.length > 0) throw new ConfigurationError(problems)
  return config
}

/** Reads the same settings for `npm start`, which in demo mode brings database, Identity System and key. */
export function readLaunchPlan(env: Environment): LaunchPlan {
  const { given, problems } = parse(env)
  const config = assemble(given, problems)
  const plan = {
    ...{ demo: config.demo, host: config.host, port: config.port },
    ...{ publicUrl: config.publicUrl, roles: config.roles },
    ...{ dataDir: config.dataDir, stopDelaySeconds: config.stopDelaySeconds },
    database: config.demo && given.DATABASE_URL === undefined ? null : config.database,
    referenceIdentity: config.demo && given.OIDC_ISSUER === undefined && given.SIGN_IN !== 'platform',
    secretKeyNeeded: config.demo && given.SECRET_KEY === undefined,
  }
  const brought: Given = { ...given }
  if (plan.database === null) Object.assign(brought, placeholders.database)
  if (plan.referenceIdentity) Object.assign(brought, placeholders.identity)
  if (plan.secretKeyNeeded) Object.assign(brought, placeholders.key)
  problems.push(...missingServices(brought, config))
  if (config.demo) problems.push(...unfitForDemo(given))
  if (problems.length > 0) throw new ConfigurationError(problems)
  return plan
}

/** Reads only what migrating needs: the owner's address. */
export function readAdminUrl(env: Environment): string {
  const { given, problems } = parse(env)
  const url = given.DATABASE_ADMIN_URL ?? (given.DATABASE_SINGLE_ROLE ? given.DATABASE_URL : undefined)
  if (url === undefined) problems.push('DATABASE_ADMIN_URL is missing: it names the database and its owner')
  if (url === undefined || problems.length > 0) throw new ConfigurationError(problems)
  return url
}

/** Stand-ins for what the start will bring, so that one rule judges both readings. */
const placeholders = {
  database: {
    DATABASE_URL: 'postgresql://app@embedded',
    DATABASE_ADMIN_URL: 'postgresql://owner@embedded',
    DATABASE_DIRECT_URL: 'postgresql://relay@embedded',
  },
  identity: {
    OIDC_ISSUER: 'brought',
    OIDC_CLIENT_ID: 'brought',
    OIDC_CLIENT_SECRET: 'brought',
    DIRECTORY_FEED_URL: 'brought',
    DIRECTORY_FEED_TOKEN: 'brought',
  },
  key: { SECRET_KEY: 'brought' },
} satisfies Record<string, Given>

function parse(env: Environment): { given: Given; problems: string[] } {
  const given: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, entry] of Object.entries(settingsTable)) {
    const setting: Setting = entry
    const raw = rawValue(env, name, setting, problems) ?? setting.fallback
    if (raw === undefined) continue
    const result = setting.schema.safeParse(raw)
    if (result.success) given[name] = result.data
    else problems.push(`${name} ${result.error.issues[0]?.message ?? 'is not valid'}${shown(setting, raw)}`)
  }
  return { given: given as Given, problems }
}

const shown = (setting: Setting, raw: string) => (setting.secret ? '' : ` (it is ${JSON.stringify(raw)})`)

function rawValue(env: Environment, name: string, setting: Setting, problems: string[]): string | undefined {
  const value = ownValue(name, env[name]?.trim()) || undefined
  const file = setting.secret ? env[`${name}_FILE`]?.trim() || undefined : undefined
  if (file === undefined) return value
  if (value !== undefined) {
    problems.push(`${name} and ${name}_FILE are both given; keep one`)
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch {
    problems.push(`${name}_FILE names a file that cannot be read: ${file}`)
    return undefined
  }
}

/** A Unix login sets MAIL to the path of the person's mailbox, which is not meant for us. */
const ownValue = (name: string, value: string | undefined) =>
  name === 'MAIL' && value?.startsWith('/') ? undefined : value

/** Derives the configuration; values that `missingServices` reports as missing are left empty. */
function assemble(given: Given, problems: string[]): Config {
  const demo = given.DEMO ?? given.DATABASE_URL === undefined
  const port = given.PORT ?? 3000
  const url = given.DATABASE_URL ?? ''
  if (!demo && given.PUBLIC_URL === undefined) problems.push('PUBLIC_URL is required outside demo mode')
  return {
    demo,
    port,
    host: given.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${port}`,
    roles: given.ROLES ?? ['web', 'worker'],
    dataDir: resolve(given.DATA_DIR ?? '.data'),
    stopDelaySeconds: given.STOP_DELAY_SECONDS ?? (demo ? 0 : 5),
    database: {
      url,
      adminUrl: given.DATABASE_ADMIN_URL ?? url,
      directUrl: given.DATABASE_DIRECT_URL ?? url,
      singleRole: given.DATABASE_SINGLE_ROLE ?? false,
    },
    secretKey: given.SECRET_KEY ?? '',
    mail: mailSettings(given, demo, problems),
    signIn: signInConfig(given),
    oauth: {
      issuer: given.OAUTH_ISSUER ?? given.OIDC_ISSUER ?? '',
      audience: given.OAUTH_AUDIENCE ?? given.PUBLIC_URL ?? `http://localhost:${port}`,
    },
    oidc: {
      issuer: given.OIDC_ISSUER ?? '',
      clientId: given.OIDC_CLIENT_ID ?? '',
      clientSecret: given.OIDC_CLIENT_SECRET ?? '',
      clientAuth: given.OIDC_CLIENT_AUTH ?? 'post',
      clientKey: given.OIDC_CLIENT_KEY ?? null,
      scopes: given.OIDC_SCOPES ?? 'openid',
      userClaim: given.OIDC_USER_CLAIM ?? 'sub',
      userMatch: given.OIDC_USER_MATCH ?? 'id',
    },
    session: sessionConfig(given),
    directory: directoryConfig(given),
    logLevel: given.LOG_LEVEL ?? (demo ? 'warn' : 'info'),
    stepUpMinutes: given.STEP_UP_MINUTES ?? 15,
    firstAdministrator: given.FIRST_ADMINISTRATOR ?? null,
    securityLogDays: given.SECURITY_LOG_DAYS ?? 365,
    trustedHops: given.TRUSTED_HOPS ?? 0,
    reopenDays: given.REOPEN_DAYS ?? 7,
    trackingLinkDays: given.TRACKING_LINK_DAYS ?? 30,
  }
}

function mailSettings(given: Given, demo: boolean, problems: string[]): Config['mail'] {
  const kind = given.MAIL ?? (given.SMTP_URL !== undefined ? 'smtp' : demo ? 'mailbox' : undefined)
  if (kind === 'off') return { kind: 'off' }
  if (kind === 'mailbox' && !demo) problems.push('MAIL=mailbox is for demo mode only; use smtp or off')
  const from = given.MAIL_FROM ?? (demo ? 'Interchange <support@interchange.example>' : '')
  if (kind === 'mailbox') return { kind: 'mailbox', from }
  if (given.SMTP_URL === undefined) {
    problems.push('SMTP_URL is missing: give a mail server, or MAIL=off to run without mail')
  }
  if (from === '') problems.push('MAIL_FROM is required to send mail')
  return { kind: 'smtp', url: given.SMTP_URL ?? '', from }
}

function missingServices(given: Given, config: Config): string[] {
  const missing = [
    ...[...databaseProblems(given, config), ...identityProblems(given), ...keyProblems(given)],
    ...sessionFaults(given),
  ]
  return config.demo ? missing : [...missing, ...unfitForProduction(given)]
}

function databaseProblems(given: Given, config: Config): string[] {
  if (given.DATABASE_URL === undefined) {
    const stray = given.DATABASE_ADMIN_URL ?? given.DATABASE_DIRECT_URL
    if (stray === undefined && config.demo) return ['DATABASE_URL is missing']
    return ['DATABASE_URL is required outside demo mode, and with DATABASE_ADMIN_URL or DATABASE_DIRECT_URL']
  }
  if (config.database.singleRole) return []
  const hint = 'see docs/operations/postgresql.md, or set DATABASE_SINGLE_ROLE=1 to go on without'
  const problems: string[] = []
  if (given.DATABASE_ADMIN_URL === undefined) {
    problems.push(
      `DATABASE_ADMIN_URL is missing: with one role the application owns its tables and could change the event log; ${hint}`,
    )
  } else if (userOf(given.DATABASE_ADMIN_URL) === userOf(given.DATABASE_URL)) {
    problems.push(
      `DATABASE_URL and DATABASE_ADMIN_URL name the same role: the application would own its tables; ${hint}`,
    )
  }
  if (given.DATABASE_DIRECT_URL === undefined) {
    problems.push(
      `DATABASE_DIRECT_URL is missing: behind a pooler, listening and the event sequencer do not work; ${hint}`,
    )
  }
  return problems
}

const userOf = (url: string) => (URL.canParse(url) ? new URL(url).username : '')

function identityProblems(given: Given): string[] {
  const missing = [...new Set([...missingForSignIn(given), ...missingForFeed(given)])].join(', ')
  return missing === '' ? [] : [`Missing: ${missing}; staff sign in through the Identity System`]
}

function keyProblems(given: Given): string[] {
  return given.SECRET_KEY === undefined ? ['SECRET_KEY is required outside demo mode'] : []
}
