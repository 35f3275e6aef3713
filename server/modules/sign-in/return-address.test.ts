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
  ...['///evil.example', '//user@evil.example', 'https://support.example@evil.example', '/\\/evil.example'],
  ...['https:evil.example', 'https:/evil.example', 'JaVaScRiPt:alert(1)', 'data:text/html,x', '\u0000/staff'],
  ...[
    '／／evil.example',
    '\u2028//evil.example',
    '\ufeff//evil.example',
    '/x/%2e%2e/auth/callback',
    '/auth/',
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
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '/／evil.example',
  '/\u2028/evil.example',
  '/;@evil.example',
  '/?next=//evil.example',
  '/#//evil.example',
  '/javascript:alert(1)',
  '/http://evil.example',
])('never leaves by %s', (wanted) => {
  expect(new URL(returnAddress(wanted, ours), ours).origin).toBe(ours)
  expect(returnAddress(wanted, ours).startsWith(`${ours}/`)).toBe(true)
})
