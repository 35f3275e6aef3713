import { expect, it } from 'vitest'
import type { Config } from './platform/config.ts'
import { startWarnings } from './start-warnings.ts'

const chosen = (singleRole: boolean, kind: 'oidc' | 'platform') =>
  startWarnings({ database: { singleRole }, signIn: { kind } } as Config)

it('a start says what was chosen at a price, and nothing else', () => {
  expect(chosen(false, 'oidc')).toEqual([])
  expect(chosen(false, 'platform')).toEqual([
    expect.stringMatching(/^SIGN_IN=platform: .*without a password$/),
  ])
  expect(chosen(true, 'platform')).toEqual([
    expect.stringMatching(/^DATABASE_SINGLE_ROLE: /),
    expect.stringMatching(/^SIGN_IN=platform: /),
  ])
})
