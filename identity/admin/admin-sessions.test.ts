import { expect, test } from 'vitest'
import { keepAdminSessions } from './admin-sessions.ts'
import { safeNext } from './admin-sign-in.ts'

const MINUTE = 60_000

test('a session ends after 30 idle minutes, and after 12 hours of work', () => {
  let now = 0
  const sessions = keepAdminSessions(() => now)
  const secret = sessions.start('ada', undefined)
  now += 30 * MINUTE
  expect(sessions.find(secret)?.userId).toBe('ada')
  now += 30 * MINUTE + 1
  expect(sessions.find(secret)).toBeUndefined()
  const busy = sessions.start('ada', undefined)
  for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
    now += 20 * MINUTE
    expect(sessions.find(busy)).toBeDefined()
  }
  now += 20 * MINUTE
  expect(sessions.find(busy)).toBeUndefined()
})

test('each session has its own secrets, and is found by nothing else', () => {
  const sessions = keepAdminSessions(() => 0)
  const [one, other] = [sessions.start('ada', 'ar'), sessions.start('ada', undefined)]
  expect(one).not.toBe(other)
  expect(sessions.find(one)?.csrf).not.toBe(sessions.find(other)?.csrf)
  for (const secret of [undefined, '', 'x', sessions.find(one)?.csrf])
    expect(sessions.find(secret)).toBeUndefined()
})

test('all sessions of a person end but the one that ends them', () => {
  const sessions = keepAdminSessions(() => 0)
  const [own, second, cora] = ['ada', 'ada', 'cora'].map((id) => sessions.start(id, undefined))
  sessions.endAllOf('ada', sessions.find(own))
  expect([own, second, cora].map((secret) => sessions.find(secret)?.userId)).toEqual([
    'ada',
    undefined,
    'cora',
  ])
})

test.each([
  ['/admin/users?q=%D8%B9&company=east', '/admin/users?q=%D8%B9&company=east'],
  ['/admin', '/admin'],
  [null, '/admin'],
  ['https://evil.example/admin', '/admin'],
  ['//evil.example', '/admin'],
  ['/admin//evil.example', '/admin'],
  ['/admin/../account', '/admin'],
  ['/administer', '/admin'],
  ['/admin\r\nx: y', '/admin'],
  ['/admin/\\evil.example', '/admin'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path)
})
