/** What the program is told through its environment. Read once, at the start. */
export interface Settings {
  host: string
  port: number
  issuer: URL
  /** How many reverse proxies of our own stand in front. */
  trustedHops: number
  dataDir: string
  networkFile: string
  client: {
    id: string
    secret: string
    redirectUris: string[]
    postLogoutUris: string[]
    /** Where the application is told that a session ended here. */
    backchannelLogoutUri: string | undefined
  }
  serviceClientsFile: string | undefined
  /** Who must have a second factor. */
  secondFactor: { everybody: boolean; roles: string[] }
  feedToken: string
  /** Who is told of changes of the directory, and the key that signs what they are told. */
  notices: { receivers: string[]; key: Buffer } | undefined
  /** Roles that may use the administration pages. */
  adminRoles: string[]
  demo: boolean
}

/** A setting that cannot be used. The message is one line for the operator and never shows a secret. */
export class SettingError extends Error {}

type Environment = Record<string, string | undefined>

export function readSettings(environment: Environment): Settings {
  const host = environment.IDENTITY_HOST || '127.0.0.1'
  const port = readPort(environment)
  return {
    host,
    port,
    issuer: readIssuer(
      environment.IDENTITY_ISSUER || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ),
    trustedHops: readHops(environment.IDENTITY_TRUSTED_HOPS || '0'),
    dataDir: required(environment, 'IDENTITY_DATA_DIR'),
    networkFile: required(environment, 'IDENTITY_NETWORK_FILE'),
    client: {
      id: required(environment, 'IDENTITY_CLIENT_ID'),
      secret: secret(environment, 'IDENTITY_CLIENT_SECRET'),
      redirectUris: webAddresses('IDENTITY_REDIRECT_URIS', required(environment, 'IDENTITY_REDIRECT_URIS')),
      postLogoutUris: webAddresses('IDENTITY_POST_LOGOUT_URIS', environment.IDENTITY_POST_LOGOUT_URIS ?? ''),
      backchannelLogoutUri: readBackchannel(environment.IDENTITY_BACKCHANNEL_LOGOUT_URI),
    },
    serviceClientsFile: environment.IDENTITY_SERVICE_CLIENTS_FILE || undefined,
    secondFactor: {
      everybody: readSwitch('IDENTITY_REQUIRE_TOTP', environment.IDENTITY_REQUIRE_TOTP),
      roles: words(environment.IDENTITY_TOTP_ROLES),
    },
    feedToken: secret(environment, 'IDENTITY_FEED_TOKEN'),
    notices: readNotices(environment),
    adminRoles: readAdminRoles(environment.IDENTITY_ADMIN_ROLES, environment.IDENTITY_DEMO === '1'),
    demo: readSwitch('IDENTITY_DEMO', environment.IDENTITY_DEMO),
  }
}

function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim()
  if (!value) throw new SettingError(`${name} is missing`)
  return value
}

function secret(environment: Environment, name: string): string {
  const value = required(environment, name)
  if (value.length < 16) throw new SettingError(`${name} is too short: use at least 16 characters`)
  return value
}

function readPort(environment: Environment): number {
  const text = environment.IDENTITY_PORT || '3001'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new SettingError('IDENTITY_PORT must be a number from 1 to 65535')
  }
  return port
}

function readHops(text: string): number {
  const hops = Number(text)
  if (!/^\d+$/.test(text) || hops > 10)
    throw new SettingError('IDENTITY_TRUSTED_HOPS must be a number from 0 to 10')
  return hops
}

function readIssuer(text: string): URL {
  const issuer = webAddress('IDENTITY_ISSUER', text)
  // The routes start at the root: an issuer with a path would announce addresses that nothing answers.
  if (issuer.pathname !== '/' || issuer.search)
    throw new SettingError('IDENTITY_ISSUER must be an origin without a path')
  return issuer
}

function webAddresses(name: string, list: string): string[] {
  return words(list).map((text) => {
    webAddress(name, text)
    return text
  })
}

function readBackchannel(text: string | undefined): string | undefined {
  return text ? webAddress('IDENTITY_BACKCHANNEL_LOGOUT_URI', text).href : undefined
}

function readNotices(environment: Environment): Settings['notices'] {
  const receivers = webAddresses('IDENTITY_NOTICE_URL', environment.IDENTITY_NOTICE_URL ?? '')
  if (receivers.length === 0) return undefined
  const [, base64] =
    /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(required(environment, 'IDENTITY_NOTICE_SECRET')) ?? []
  const key = Buffer.from(base64 ?? '', 'base64')
  if (key.length < 24 || key.length > 64)
    throw new SettingError('IDENTITY_NOTICE_SECRET must be whsec_ and 24 to 64 bytes in base64')
  return { receivers, key }
}

function readAdminRoles(text: string | undefined, demo: boolean): string[] {
  const named = words(text)
  if (named.length > 0) return named
  return demo ? ['identity-admin', 'distributor-admin'] : ['identity-admin']
}

function words(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)
}

function webAddress(name: string, text: string): URL {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hash || url.username) {
    throw new SettingError(`${name} must hold http or https addresses without a fragment`)
  }
  return url
}

function readSwitch(name: string, text: string | undefined): boolean {
  if (!text || text === '0') return false
  if (text === '1') return true
  throw new SettingError(`${name} must be 1 or 0`)
}
