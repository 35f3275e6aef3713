import { spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'

const PROGRAM = '/usr/bin/glewlwyd'
const TABLES = '/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz'
const PLUGIN = 'oidc'
/** What its tables begin with. */
const ADMINISTRATOR = { username: 'admin', password: 'password' }

export const glewlwydIsInstalled = () => existsSync(PROGRAM) && existsSync(TABLES)

export type Person = { username: string; password: string; name: string; email: string }
export type Glewlwyd = {
  issuer: string
  client: { id: string; secret: string }
  log: () => string
  stop: () => Promise<void>
}

/** Debian's glewlwyd with tables of its own in a folder that goes with it, one client and these people. */
export async function startGlewlwyd({
  port,
  application,
  people,
}: {
  port: number
  application: string
  people: readonly Person[]
}): Promise<Glewlwyd> {
  const folder = mkdtempSync(join(tmpdir(), 'interchange-glewlwyd-'))
  const file = join(folder, 'glewlwyd.conf')
  makeTables(join(folder, 'glewlwyd.db'))
  writeFileSync(file, configuration(port, folder))
  const child = spawn(PROGRAM, [`--config-file=${file}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log += chunk
    })
  }
  const origin = `http://localhost:${port}`
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilAnswering(origin, () => log)
    const client = { id: 'interchange', secret: randomBytes(24).toString('hex') }
    await register(origin, client, application, people)
    return { issuer: `${origin}/api/${PLUGIN}`, client, log: () => log, stop }
  } catch (error) {
    await stop()
    throw new Error(`${(error as Error).message}\n${log.slice(-2000)}`)
  }
}

function makeTables(path: string): void {
  const database = new DatabaseSync(path)
  database.exec(gunzipSync(readFileSync(TABLES)).toString())
  database.close()
}

const configuration = (port: number, folder: string) => `
port=${port}
bind_address="127.0.0.1"
external_url="http://localhost:${port}"
login_url="login.html"
api_prefix="api"
static_files_path="/usr/share/glewlwyd/webapp/"
log_mode="console"
log_level="WARNING"
cookie_domain="localhost"
cookie_secure=0
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = { type = "sqlite3" path = "${folder}/glewlwyd.db" };
`

async function untilAnswering(origin: string, log: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${origin}/config`).catch(() => null)
    if (answer?.ok) return
    await wait(100)
  }
  throw new Error(`glewlwyd did not start: ${log()}`)
}

/** The plugin, the application and the people, through its administration API. */
async function register(
  origin: string,
  client: Glewlwyd['client'],
  application: string,
  people: readonly Person[],
): Promise<void> {
  const entered = await fetch(`${origin}/api/auth/`, {
    method: 'POST',
    body: JSON.stringify(ADMINISTRATOR),
    headers: JSON_TYPE,
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const send = async (method: 'POST' | 'PUT', path: string, body: unknown) => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { ...JSON_TYPE, cookie },
    })
    if (!answer.ok) throw new Error(`glewlwyd ${path}: ${answer.status} ${await answer.text()}`)
  }
  await send('POST', '/mod/plugin/', {
    ...{ module: 'oidc', name: PLUGIN, display_name: 'OpenID Connect', order_rank: 0 },
    parameters: pluginParameters(origin),
  })
  await send('PUT', '/scope/openid', {
    ...{
      display_name: 'OpenID',
      description: 'Who it is',
      password_required: true,
      password_max_age: 0,
      scheme: {},
    },
  })
  for (const person of people)
    await send('POST', '/user/', { ...person, enabled: true, scope: ['openid', 'g_profile'] })
  await send('POST', '/client/', {
    ...{ client_id: client.id, name: 'Interchange', password: client.secret, client_secret: client.secret },
    ...{ confidential: true, enabled: true, scope: [], authorization_type: ['code'] },
    token_endpoint_auth_method: ['client_secret_post', 'client_secret_basic'],
    redirect_uri: [`${application}/auth/callback`],
    post_logout_redirect_uri: `${application}/staff`,
    backchannel_logout_uri: `${application}/auth/back-channel-logout`,
    backchannel_logout_session_required: 'true',
  })
}

const JSON_TYPE = { 'content-type': 'application/json' }

function pluginParameters(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    ...{
      iss: `${origin}/api/${PLUGIN}`,
      'jwt-type': 'rsa',
      'jwt-key-size': '256',
      key: privateKey,
      cert: publicKey,
    },
    ...{ 'access-token-duration': 3600, 'refresh-token-duration': 3600, 'code-duration': 60 },
    ...{ 'allow-non-oidc': false, 'auth-type-code-enabled': true, 'auth-type-code-revoke-replayed': true },
    ...{
      'auth-type-token-enabled': false,
      'auth-type-implicit-enabled': false,
      'auth-type-password-enabled': false,
    },
    ...{ 'auth-type-client-enabled': false, 'auth-type-refresh-enabled': false, 'subject-type': 'public' },
    ...{ 'pkce-allowed': true, 'pkce-required': true, 'pkce-method-plain-allowed': false, 'jwks-show': true },
    ...{ 'session-management-allowed': true, 'back-channel-logout-allowed': true, 'oauth-as-iss-id': true },
    ...{ 'session-cookie-name': 'GLEWLWYD2_OIDC_SID', 'session-cookie-expiration': 3600 },
    // Its own `sub` is a number made up here; the company's number of a person comes in a claim of its own.
    claims: [
      {
        name: 'employee',
        'user-property': 'username',
        type: 'string',
        mandatory: true,
        'on-demand': false,
        scope: [],
      },
    ],
    ...{ 'name-claim': 'no', 'email-claim': 'no', 'scope-claim': 'no', 'address-claim': { type: 'no' } },
  }
}
