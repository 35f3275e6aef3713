import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIdentityDatabase } from './identity-database.ts'
import { openSessionStore, type SessionStore } from './session-store.ts'

let folder: string
let now: number
let store: SessionStore
const open = () => openSessionStore(openIdentityDatabase(folder), () => now)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-store-'))
  now = Date.UTC(2026, 0, 5, 8)
  store = open()
})
afterEach(() => rm(folder, { recursive: true }))

test('keeps what it was given over a restart, until it expires', async () => {
  await store.adapter('Session').upsert('s1', { uid: 'u1', accountId: 'ada', loginTs: 100 }, 60)
  await store.adapter('Session').upsert('s2', { uid: 'u2', accountId: 'ada', loginTs: 90 }, 60)
  store = open()
  expect(await store.adapter('Session').find('s1')).toEqual({ uid: 'u1', accountId: 'ada', loginTs: 100 })
  expect(await store.adapter('Session').findByUid('u2')).toMatchObject({ loginTs: 90 })
  expect(await store.adapter('Grant').find('s1')).toBeUndefined()
  expect(store.signedIn()).toEqual([{ accountId: 'ada', eldestLogin: 90 }])
  now += 60_000
  expect(await store.adapter('Session').find('s1')).toBeUndefined()
  expect(await store.adapter('Session').findByUid('u1')).toBeUndefined()
  store.sweep()
  expect(store.signedIn()).toEqual([])
})

test('is readable by its owner only, with all that SQLite writes beside it', async () => {
  await store.adapter('Session').upsert('s1', { uid: 'u1' }, 60)
  for (const name of ['identity.db', 'identity.db-wal', 'identity.db-shm']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  }
})

test('is not opened where a newer version has written it', () => {
  openIdentityDatabase(folder).exec('pragma user_version = 2')
  expect(() => openIdentityDatabase(folder)).toThrow('newer version')
})

test('lets one of two who bring the same token use it, and revokes its grant then', async () => {
  const tokens = store.adapter('RefreshToken')
  await store.adapter('Grant').upsert('g1', { accountId: 'ada' }, 60)
  await tokens.upsert('r1', { grantId: 'g1', accountId: 'ada' }, 60)
  await tokens.upsert('r9', { grantId: 'g9', accountId: 'ada' }, 60)
  await store.adapter('Interaction').upsert('i1', { grantId: 'g1' }, 60)
  await tokens.consume('r1')
  expect((await tokens.find('r1'))?.consumed).toBe(now / 1000)
  await expect(tokens.consume('r1')).rejects.toThrow('invalid_grant')
  expect(await tokens.find('r1')).toBeUndefined()
  expect(await store.adapter('Grant').find('g1')).toBeUndefined()
  expect(await tokens.find('r9')).toBeDefined()
  expect(await store.adapter('Interaction').find('i1')).toBeDefined()
})

test('forgets all of one person, and does not take back a session that was being answered', async () => {
  const session = { uid: 'u1', accountId: 'ada', loginTs: 1 }
  await store.adapter('Session').upsert('s1', session, 60)
  await store.adapter('Session').upsert('s2', { uid: 'u2', accountId: 'ben', loginTs: 1 }, 60)
  await store.adapter('RefreshToken').upsert('r1', { accountId: 'ada', grantId: 'g1' }, 60)
  // A sign-in whose password was right, not yet back at the application.
  await store.adapter('Interaction').upsert('i1', { result: { login: { accountId: 'ada' } } }, 60)
  store.forgetAccount('ada')
  expect(await store.adapter('RefreshToken').find('r1')).toBeUndefined()
  expect(await store.adapter('Interaction').find('i1')).toBeUndefined()
  await store.adapter('Session').upsert('s3', session, 60)
  expect(await store.adapter('Session').findByUid('u1')).toBeUndefined()
  expect(store.signedIn().map(({ accountId }) => accountId)).toEqual(['ben'])
  // Somebody who signs in anew has another session.
  await store.adapter('Session').upsert('s4', { ...session, uid: 'u4' }, 60)
  expect(await store.adapter('Session').find('s4')).toBeDefined()
})

test('keeps sessions when unfinished sign-ins pour in, and the youngest of these', async () => {
  store = openSessionStore(openIdentityDatabase(folder), () => now, 100)
  await store.adapter('Session').upsert('s1', { uid: 'u1', accountId: 'ada' }, 3600)
  const signIns = store.adapter('Interaction')
  for (let i = 0; i < 1_000; i++) await signIns.upsert(`i${i}`, { returnTo: 'x' }, 3600 + i)
  expect(await store.adapter('Session').find('s1')).toBeDefined()
  expect(await signIns.find('i0')).toBeUndefined()
  expect(await signIns.find('i999')).toBeDefined()
})
