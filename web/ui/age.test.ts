import { expect, test } from 'vitest'
import { ageOf } from './age.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('a span is said in the unit that fits it', () => {
  expect(ageOf(0)).toEqual({ unit: 'now' })
  expect(ageOf(59_999)).toEqual({ unit: 'now' })
  expect(ageOf(MINUTE)).toEqual({ unit: 'minutes', minutes: 1 })
  expect(ageOf(HOUR - 1)).toEqual({ unit: 'minutes', minutes: 59 })
  expect(ageOf(HOUR + 4 * MINUTE)).toEqual({ unit: 'hours', hours: 1, minutes: '04' })
  expect(ageOf(24 * HOUR)).toEqual({ unit: 'days', days: 1 })
  expect(ageOf(7 * 24 * HOUR - 1)).toEqual({ unit: 'days', days: 6 })
  expect(ageOf(7 * 24 * HOUR)).toEqual({ unit: 'date' })
})

test('a clock that runs behind the server gives now, never a negative age', () => {
  expect(ageOf(-5 * MINUTE)).toEqual({ unit: 'now' })
})
