import { describe, expect, it } from 'vitest'
import type { Network, UserEntry } from '../directory/index.ts'
import { matchUser } from './match-user.ts'

const user = (id: string, email: string | null, active = true) => ({ id, email, active }) as UserEntry
const network = {
  users: new Map(
    [
      user('lana', 'Lana@alpha.example'),
      user('twin-one', 'twin@alpha.example'),
      user('twin-two', 'TWIN@alpha.example'),
      user('moved-old', 'moved@beta.example', false),
      user('moved-new', 'moved@beta.example'),
      user('gone', 'gone@beta.example', false),
      user('silent', null),
    ].map((entry) => [entry.id, entry]),
  ),
} as Network

const byId = (claim: string) => ({ userClaim: claim, userMatch: 'id' as const })
const byEmail = (claim: string) => ({ userClaim: claim, userMatch: 'email' as const })

describe('a user is found', () => {
  it.each([
    ['by sub', { sub: 'lana' }, byId('sub'), 'lana'],
    ['by another claim', { sub: 'x', oid: 'lana' }, byId('oid'), 'lana'],
    [
      'by a claim with an address for a name',
      { 'https://x.example/id': 'lana' },
      byId('https://x.example/id'),
      'lana',
    ],
    [
      'by a name that is the verified address',
      { preferred_username: 'LANA@alpha.example', email: 'lana@alpha.example', email_verified: true },
      byEmail('preferred_username'),
      'lana',
    ],
    [
      'by a verified address',
      { email: 'lana@ALPHA.example', email_verified: true },
      byEmail('email'),
      'lana',
    ],
    [
      'where "verified" is a word',
      { email: 'lana@alpha.example', email_verified: 'true' },
      byEmail('email'),
      'lana',
    ],
    [
      'by the one active of two',
      { email: 'moved@beta.example', email_verified: true },
      byEmail('email'),
      'moved-new',
    ],
  ])('%s', (_, claims, rule, userId) => {
    expect(matchUser(network, claims, rule)).toEqual({ userId })
  })
})

describe('nobody is found', () => {
  const verified = { email_verified: true }
  it.each<
    [string, Record<string, unknown>, ReturnType<typeof byId> | ReturnType<typeof byEmail>, string, string?]
  >([
    ['without the claim', { sub: 'lana' }, byId('oid'), 'claim-missing'],
    ['by an empty claim', { sub: '' }, byId('sub'), 'claim-missing'],
    ['by a claim that is no text', { sub: ['lana'] }, byId('sub'), 'claim-missing'],
    ['by an endless claim', { sub: 'x'.repeat(256) }, byId('sub'), 'claim-missing'],
    ['by an id in other letters', { sub: 'LANA' }, byId('sub'), 'unknown-user'],
    ['by an id with a blank', { sub: 'lana ' }, byId('sub'), 'unknown-user'],
    ['by a name of the language', { sub: '__proto__' }, byId('sub'), 'unknown-user'],
    [
      'by an address that is not verified',
      { email: 'lana@alpha.example', email_verified: false },
      byEmail('email'),
      'email-unverified',
    ],
    [
      'by an address of which nothing is said',
      { email: 'lana@alpha.example' },
      byEmail('email'),
      'email-unverified',
    ],
    [
      'by one that says yes in its own way',
      { email: 'lana@alpha.example', email_verified: 1 },
      byEmail('email'),
      'email-unverified',
    ],
    ['by an unverified address, also as an id', { email: 'lana' }, byId('email'), 'email-unverified'],
    [
      'by a name that only looks like an address',
      { preferred_username: 'lana@alpha.example' },
      byEmail('preferred_username'),
      'email-unverified',
    ],
    [
      'by a name that says the address of another than the verified one',
      { preferred_username: 'lana@alpha.example', email: 'moved@beta.example', ...verified },
      byEmail('preferred_username'),
      'email-unverified',
    ],
    [
      'by a name that is an address which is not verified',
      { preferred_username: 'lana@alpha.example', email: 'lana@alpha.example', email_verified: false },
      byEmail('preferred_username'),
      'email-unverified',
    ],
    [
      'by a name where "verified" speaks of no address',
      { preferred_username: 'lana@alpha.example', ...verified },
      byEmail('preferred_username'),
      'email-unverified',
    ],
    [
      'by an address that is no text',
      { preferred_username: 'lana@alpha.example', email: ['lana@alpha.example'], ...verified },
      byEmail('preferred_username'),
      'email-unverified',
    ],
    [
      'by an address of two',
      { email: 'twin@alpha.example', ...verified },
      byEmail('email'),
      'ambiguous-user',
    ],
    ['by an address that nobody has', { email: 'null', ...verified }, byEmail('email'), 'unknown-user'],
    ['by an inactive one', { sub: 'gone' }, byId('sub'), 'inactive-user', 'gone'],
    [
      'by the address of an inactive one',
      { email: 'gone@beta.example', ...verified },
      byEmail('email'),
      'inactive-user',
      'gone',
    ],
  ])('%s', (_, claims, rule, refused, userId) => {
    expect(matchUser(network, claims, rule)).toEqual({ userId: userId ?? null, refused })
  })
})
