import { expect, test } from 'vitest'
import { stages } from './stages.ts'

const to = (name: string, person?: string) => ({
  status: 'dealer' as const,
  name: 'Assigned to Dealer',
  company: { id: name, name },
  branch: null,
  team: null,
  assignee: person ? { id: person, name: person } : null,
  accepted: null,
})
const handOff = (id: string, at: string, endedAt: string | null, more = {}) => ({
  id,
  from: null,
  to: to(id),
  at,
  by: null,
  why: { kind: 'rule' as const, reason: null },
  firstViewedAt: null,
  acceptedAt: null,
  returnedAt: null,
  endedAt,
  ...more,
})

test('each hand-off lasts until the next, the present one until now; bars compare with the longest', () => {
  const rows = stages(
    [
      handOff('Dilmar', '2026-11-20T08:00:00Z', '2026-11-20T08:10:00Z'),
      handOff('Rubar', '2026-11-20T08:10:00Z', null, { to: to('Rubar', 'Shirin Aziz') }),
    ],
    Date.parse('2026-11-20T08:50:00Z'),
    'Dilmar Distribution',
  )
  expect(
    rows.map(({ name, milliseconds, share, current }) => [name, milliseconds / 60_000, share, current]),
  ).toEqual([
    ['Dilmar', 10, 25, false],
    ['Shirin Aziz', 40, 100, true],
  ])
})

test('a clock behind the server never gives a negative span, and a short stay keeps a visible bar', () => {
  const rows = stages(
    [
      handOff('A', '2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z'),
      handOff('B', '2026-11-21T08:00:00Z', null),
    ],
    Date.parse('2026-11-21T07:59:00Z'),
    'Dilmar Distribution',
  )
  expect(rows[1]).toMatchObject({ milliseconds: 0, share: 3 })
})

test('a reason is told with the person who gave it; a rule has no name here', () => {
  const by = { id: 'payam', name: 'Payam Sherzad' }
  const rows = stages(
    [
      handOff('A', '2026-11-20T08:00:00Z', null, { by, why: { kind: 'person', reason: 'Nearest' } }),
      handOff('B', '2026-11-20T08:00:00Z', null, { by, why: { kind: 'rule', reason: null } }),
    ],
    0,
    'Dilmar Distribution',
  )
  expect(rows.map(({ reason, by }) => [reason, by])).toEqual([
    ['Nearest', 'Payam Sherzad'],
    [null, null],
  ])
})

test("a unit of the reader's own company is named without the company", () => {
  const desk = { ...to('Rubar'), status: 'team' as const, team: { id: 'desk', name: 'Sales desk' } }
  const name = (ownCompany: string) =>
    stages([handOff('A', '2026-11-20T08:00:00Z', null, { to: desk })], 0, ownCompany)[0]?.name
  expect(name('Rubar')).toBe('Sales desk')
  expect(name('Dilmar')).toBe('Rubar, Sales desk')
})
