import { randomBytes } from 'node:crypto'
import { openHouse } from '../../server/main.ts'
import { readConfig } from '../../server/platform/config.ts'
import type { House } from '../../server/platform/context.ts'
import type { DatabaseAddress } from './database.ts'

export type Settings = Record<string, string>

const NOWHERE = 'http://127.0.0.1:1'

/** A complete environment of a server process. Nobody signs in here, so there is no Identity System. */
export function settingsFor(address: DatabaseAddress, port: number, mail: Settings): Settings {
  return {
    DEMO: '1',
    PORT: String(port),
    DATABASE_URL: address.url,
    DATABASE_ADMIN_URL: address.adminUrl,
    DATABASE_DIRECT_URL: address.directUrl,
    SECRET_KEY: secretKey,
    OIDC_ISSUER: NOWHERE,
    OIDC_CLIENT_ID: 'none',
    OIDC_CLIENT_SECRET: 'none',
    DIRECTORY_FEED_URL: NOWHERE,
    DIRECTORY_FEED_TOKEN: 'none',
    DIRECTORY_SYNC_SECONDS: '86400',
    LOG_LEVEL: 'info',
    ...mail,
  }
}

const secretKey = randomBytes(32).toString('hex')

/** The same database, opened by this process: to prepare it, and to look. */
export function openOffice(address: DatabaseAddress): House {
  return openHouse(readConfig({ ...settingsFor(address, 1, { MAIL: 'off' }), LOG_LEVEL: 'silent' }))
}
