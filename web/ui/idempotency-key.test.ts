import { expect, test } from 'vitest'
import { newKey, RequestKey } from './idempotency-key.ts'

test('a body tried again keeps its key; a changed body gets a new one', () => {
  const key = new RequestKey()
  const first = key.for({ text: 'a' })
  expect(key.for({ text: 'a' })).toBe(first)
  expect(key.for({ text: 'b' })).not.toBe(first)
})

test('after it has done its work, the same body may be sent anew', () => {
  const key = new RequestKey()
  const first = key.for({ text: 'a' })
  key.done()
  expect(key.for({ text: 'a' })).not.toBe(first)
})

test('keys are 128 bits in hexadecimal', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
})
