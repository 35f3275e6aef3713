import { expect, test } from 'vitest'
import { detailFacts, ownWords } from './detail-facts.ts'

const words = {
  t: (key: string, values?: Record<string, string | number>) =>
    values ? `${key}(${Object.values(values)})` : key,
  number: String,
  comma: ', ',
  plainDay: (day: string) => `day ${day}`,
}
const ticket = (details: Record<string, unknown>) => ({
  details,
  brand: { id: 'tavro', name: 'Tavro' },
  city: null,
  requested: { company: null, branch: null },
})
const shown = (details: Record<string, unknown>) =>
  detailFacts(ticket(details), words).map(({ label, value }) => [label, value])

test('a test drive shows the wanted vehicle in one line, the time and the licence', () => {
  expect(
    shown({
      wantedVehicle: { model: { id: 'tavro-sahra', name: 'Sahra' }, grade: 'GX 2.5', year: 2026 },
      preferredTime: { date: '2026-12-03', dayPart: 'morning' },
      holdsDrivingLicence: false,
    }),
  ).toEqual([
    ['facts.wantedVehicle', ['Tavro', 'Sahra', 'GX 2.5', '2026']],
    ['facts.preferredTime', 'day 2026-12-03, dayParts.morning'],
    ['facts.licence', 'facts.licenceNo'],
  ])
})

test('"any time" is not said beside a day', () => {
  expect(shown({ preferredTime: { date: '2026-12-03', dayPart: 'any' } })[0]).toEqual([
    'facts.preferredTime',
    'day 2026-12-03',
  ])
  expect(shown({ preferredTime: { dayPart: 'any' } })[0]).toEqual(['facts.preferredTime', 'dayParts.any'])
})

test('a VIN reads left to right, and a doubtful check digit is said', () => {
  const facts = (vin: string) =>
    detailFacts(ticket({ vin }), words).find(({ label }) => label === 'facts.vin')
  expect(facts('1M8GDM9AXKP042788')).toEqual({ label: 'facts.vin', value: '1M8GDM9AXKP042788', code: true })
  expect(facts('WVWZZZ1JZ3W386752')?.doubt).toBe('create.vinDoubt')
})

test('a mileage of zero is shown, what is missing is not', () => {
  expect(shown({ vehicle: { plate: '22 B 1234', mileage: 0 } })).toEqual([
    ['facts.plate', '22 B 1234'],
    ['facts.mileage', 'facts.kilometres(0)'],
    ['facts.brand', 'Tavro'],
  ])
})

test("the customer's own words are the message, or the complaint of a booking", () => {
  expect(ownWords({ message: 'Hello' })).toBe('Hello')
  expect(ownWords({ complaint: 'It squeaks' })).toBe('It squeaks')
  expect(ownWords({})).toBe('')
})
