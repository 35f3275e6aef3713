import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, type Environment, readAdminUrl, readConfig, readLaunchPlan } from './config.ts'

const production: Environment = {
  PUBLIC_URL: 'https://tickets.example/',
  DATABASE_URL: 'postgresql://interchange_app@db.example/interchange',
  DATABASE_ADMIN_URL: 'postgresql://interchange_owner@db.example/interchange',
  DATABASE_DIRECT_URL: 'postgresql://interchange_relay@db.example/interchange',
  SECRET_KEY: 'jW4vX0pQ8mZc2LrT7yNb5KdHs9GfEa1U',
  SMTP_URL: 'smtp://mail.example:25',
  MAIL_FROM: 'support@tickets.example',
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'interchange',
  OIDC_CLIENT_SECRET: 'u3Vd8Kq1ZxP7wRt5',
  DIRECTORY_FEED_URL: 'https://id.example/directory',
  DIRECTORY_FEED_TOKEN: 'b6Hn2Jm9YcF4sLg0',
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
  return []
}

describe('readConfig', () => {
  it('reads a complete production environment', () => {
    const config = readConfig(production)
    expect(config).toMatchObject({
      demo: false,
      host: '0.0.0.0',
      port: 3000,
      publicUrl: 'https://tickets.example',
      roles: ['web', 'worker'],
      mail: { kind: 'smtp', url: 'smtp://mail.example:25', from: 'support@tickets.example' },
      reopenDays: 7,
    })
  })

  it.each(Object.keys(production))('names %s when it is missing', (name) => {
    const problems = problemsOf(() => readConfig({ ...production, [name]: '' }))
    expect(problems.join('\n')).toContain(name)
  })

  it('reports all problems at once, one line each', () => {
    const problems = problemsOf(() =>
      readConfig({ ...production, PORT: '70000', ROLES: 'web,cook', TRUSTED_HOPS: '-1' }),
    )
    expect(problems).toHaveLength(3)
    expect(problems[0]).toBe('PORT must be at most 65535 (it is "70000")')
    expect(problems.every((problem) => !problem.includes('\n'))).toBe(true)
  })

  it('never prints a secret', () => {
    const problems = problemsOf(() =>
      readConfig({ ...production, SECRET_KEY: 'tooshort', DATABASE_URL: 'mysql://u:hidden@h/d' }),
    )
    expect(problems.join('\n')).not.toMatch(/tooshort|hidden/)
    expect(problems).toContain('SECRET_KEY must hold at least 32 bytes')
  })

  it('reads a secret from a file, but not from two places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'))
    const file = join(folder, 'key')
    writeFileSync(file, `${production.SECRET_KEY}\n`)
    const { SECRET_KEY: _, ...rest } = production
    expect(readConfig({ ...rest, SECRET_KEY_FILE: file }).secretKey).toBe(production.SECRET_KEY)
    expect(problemsOf(() => readConfig({ ...production, SECRET_KEY_FILE: file }))[0]).toContain('keep one')
    rmSync(folder, { recursive: true })
    expect(problemsOf(() => readConfig({ ...rest, SECRET_KEY_FILE: file }))[0]).toContain('cannot be read')
  })

  it('goes on with one database role only when told', () => {
    const { DATABASE_ADMIN_URL: _a, DATABASE_DIRECT_URL: _d, ...single } = production
    expect(problemsOf(() => readConfig(single))).toHaveLength(2)
    const config = readConfig({ ...single, DATABASE_SINGLE_ROLE: '1' })
    expect(config.database.adminUrl).toBe(single.DATABASE_URL)
  })

  it('refuses the application role as owner', () => {
    const problems = problemsOf(() =>
      readConfig({ ...production, DATABASE_ADMIN_URL: production.DATABASE_URL }),
    )
    expect(problems[0]).toContain('same role')
  })

  it('keeps the mailbox page for demo mode', () => {
    expect(problemsOf(() => readConfig({ ...production, MAIL: 'mailbox' }))[0]).toContain('demo mode only')
    expect(readConfig({ ...production, MAIL: 'off' }).mail).toEqual({ kind: 'off' })
    const { SMTP_URL: _, ...demo } = production
    expect(readConfig({ ...demo, DEMO: '1' }).mail.kind).toBe('mailbox')
  })
})

describe('readLaunchPlan', () => {
  it('chooses demo mode on loopback when no database is given', () => {
    expect(readLaunchPlan({})).toMatchObject({
      demo: true,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      database: null,
      referenceIdentity: true,
      secretKeyNeeded: true,
    })
  })

  it('never chooses demo mode by itself with an external database', () => {
    expect(readLaunchPlan(production)).toMatchObject({
      demo: false,
      database: { url: production.DATABASE_URL },
      referenceIdentity: false,
    })
    const { PUBLIC_URL: _p, OIDC_ISSUER: _o, DIRECTORY_FEED_URL: _d, ...own } = production
    expect(readLaunchPlan({ ...own, DEMO: '1' })).toMatchObject({
      demo: true,
      database: { url: production.DATABASE_URL },
    })
  })

  it('refuses DEMO=0 without a database', () => {
    const problems = problemsOf(() =>
      readLaunchPlan({ DEMO: '0', MAIL: 'off', PUBLIC_URL: 'http://a.example' }),
    )
    expect(problems.some((problem) => problem.startsWith('DATABASE_URL is required'))).toBe(true)
  })

  it('is not misled by the MAIL of a Unix login', () => {
    expect(readLaunchPlan({ MAIL: '/var/mail/somebody' }).demo).toBe(true)
    expect(problemsOf(() => readLaunchPlan({ MAIL: 'pigeon' }))[0]).toContain('MAIL must be one of')
  })

  it('listens elsewhere only when told', () => {
    expect(readLaunchPlan({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
  })
})

describe('readAdminUrl', () => {
  it('asks for nothing else', () => {
    const { DATABASE_ADMIN_URL, DATABASE_URL } = production
    expect(readAdminUrl({ DATABASE_ADMIN_URL })).toBe(DATABASE_ADMIN_URL)
    expect(readAdminUrl({ DATABASE_URL, DATABASE_SINGLE_ROLE: '1' })).toBe(DATABASE_URL)
    expect(problemsOf(() => readAdminUrl({ DATABASE_URL }))).toHaveLength(1)
  })
})
