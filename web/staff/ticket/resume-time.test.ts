import { expect, test } from 'vitest'
import { fromLocalField, morningAfter, toLocalField } from './resume-time.ts'

test('a field holds the wall clock, and gives the same minute back', () => {
  const at = new Date(2026, 11, 3, 9, 5)
  expect(toLocalField(at)).toBe('2026-12-03T09:05')
  expect(fromLocalField(toLocalField(at))?.getTime()).toBe(at.getTime())
})

test('an empty or broken field is no moment', () => {
  expect(fromLocalField('')).toBeNull()
  expect(fromLocalField('soon')).toBeNull()
})

test('mornings go over the end of a month', () => {
  expect(toLocalField(morningAfter(3, new Date(2026, 10, 29, 23, 59)))).toBe('2026-12-02T09:00')
})
