import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test('two letters for Latin and Cyrillic, one for Arabic script', () => {
  expect(initialsOf('Payam Sherzad')).toBe('PS')
  expect(initialsOf('Лана Кадир')).toBe('ЛК')
  expect(initialsOf('بيام شيرزاد')).toBe('ب')
  expect(initialsOf('Lana')).toBe('L')
  expect(initialsOf('')).toBe('')
})
