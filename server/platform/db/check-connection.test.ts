import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../test/database.ts'
import { checkDatabase } from './check-connection.ts'

let database: TestDatabase
let other: TestDatabase
beforeAll(async () => {
  database = await createEmptyDatabase()
  other = await createEmptyDatabase()
})
afterAll(async () => {
  await database.drop()
  await other.drop()
})

const check = (
  changed: { url?: string; adminUrl?: string; directUrl?: string; singleRole?: boolean } = {},
) => {
  const { appUrl: url, adminUrl, relayUrl: directUrl } = database
  return checkDatabase({ url, adminUrl, directUrl, singleRole: false, ...changed })
}

const edit = (url: string, change: (parts: URL) => void) => {
  const parts = new URL(url)
  change(parts)
  return parts.href
}

describe('checkDatabase', () => {
  it('accepts three roles on one database', async () => {
    await check()
  })

  it('names the setting that leads elsewhere', async () => {
    await expect(check({ directUrl: other.relayUrl })).rejects.toThrow(
      /^DATABASE_DIRECT_URL leads to the database test_/,
    )
  })

  it('refuses an application role that no policy binds, unless told', async () => {
    const url = edit(database.appUrl, (parts) => {
      parts.username = 'postgres'
      parts.password = inject('testCluster').superuserPassword
    })
    await expect(check({ url })).rejects.toThrow('the role postgres is a superuser')
    await check({ url, singleRole: true })
  })

  it('refuses an application role that owns the tables, unless told', async () => {
    const url = database.adminUrl
    await expect(check({ url })).rejects.toThrow('is, or may become, the role interchange_owner')
    await check({ url, singleRole: true })
  })

  it('says in one line what a server answers, without the password', async () => {
    const wrong = edit(database.adminUrl, (parts) => {
      parts.password = 'hidden'
    })
    await expect(check({ adminUrl: wrong })).rejects.toThrow(
      /^DATABASE_ADMIN_URL: 127\.0\.0\.1:\d+ refuses the role interchange_owner with this password$/,
    )
    const nowhere = edit(database.appUrl, (parts) => {
      parts.port = '9'
    })
    await expect(check({ url: nowhere })).rejects.toThrow('DATABASE_URL: nothing answers at 127.0.0.1:9')
    const missing = edit(database.appUrl, (parts) => {
      parts.pathname = '/nope'
    })
    await expect(check({ url: missing })).rejects.toThrow('database "nope" does not exist')
  })
})
