import { expect, it } from 'vitest'
import { hasNews } from './news.ts'

const entry = (id: string, kind: 'customer' | 'staff', me = false) => ({ id, actor: { kind, me } })

it('is news what somebody else did since', () => {
  const known = new Set(['1'])
  expect(hasNews([entry('1', 'staff')], known)).toBe(false)
  expect(hasNews([entry('2', 'staff'), entry('1', 'staff')], known)).toBe(true)
  expect(hasNews([entry('1', 'staff'), entry('2', 'customer')], known)).toBe(false)
  expect(hasNews([entry('1', 'staff'), entry('2', 'staff', true)], known)).toBe(false)
})
