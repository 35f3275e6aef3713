import { expect, it } from 'vitest'
import { returnAddress } from './return-address.ts'

const ours = 'https://support.example'

it.each([
  ['/staff/tickets/SB-10001?view=mine#reply', `${ours}/staff/tickets/SB-10001?view=mine#reply`],
  ['/', `${ours}/`],
  ['/a/../b', `${ours}/b`],
])('returns to %s', (wanted, address) => {
  expect(returnAddress(wanted, ours)).toBe(address)
})

it.each([
  ...['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
  ...[
    '/\n//evil.example',
    'evil.example',
    'javascript:alert(1)',
    '',
    ' /staff',
    '/auth/sign-in',
    '/x/../auth/callback',
  ],
  ...[`/${'a'.repeat(2001)}`, undefined, ['/staff', '/other'], 7],
])('goes to the start instead of %j', (wanted) => {
  expect(returnAddress(wanted, ours)).toBe(`${ours}/staff`)
})

it.each([
  '/.//evil.example',
  '/..//evil.example/x',
  '/@evil.example',
  '/%2f/evil.example',
  '/%09/evil.example',
])('never leaves by %s', (wanted) => {
  expect(new URL(returnAddress(wanted, ours), ours).origin).toBe(ours)
  expect(returnAddress(wanted, ours).startsWith(`${ours}/`)).toBe(true)
})
