import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../../contract/conversation.ts'
import { newsSince } from './news.ts'

const reference = (name: string) => ({ id: name, name })
const unassigned = {
  status: 'unassigned',
  name: 'Unassigned',
  company: null,
  branch: null,
  team: null,
  assignee: null,
  accepted: null,
} as const
const withNahrin = {
  ...unassigned,
  status: 'dealer',
  company: reference('Nahrin Auto'),
  accepted: false,
} as const
const status = (key: string, name: string) => ({ key, name, category: 'active' }) as never
const before = {
  version: 3,
  updatedAt: '2026-10-01T08:00:00.000Z',
  assignment: unassigned,
  status: status('new', 'New'),
}
const entry = (type: TimelineEntry['type'], at: string, text: string) => ({ type, at, text }) as TimelineEntry
const items = [
  entry('ticket.assigned', '2026-10-01T07:00:00.000Z', 'Rule 2 assigned it'),
  entry('ticket.assigned', '2026-10-01T08:05:00.000Z', 'Avan assigned it to Nahrin Auto'),
  entry('message.created', '2026-10-01T08:06:00.000Z', 'Avan wrote a note'),
]
const t = (key: string, values: Record<string, unknown> = {}) => `${key} ${String(values.name)}.`

test('news say who did what since', () => {
  const now = { ...before, version: 4, assignment: withNahrin }
  expect(newsSince(before, now, items, t)).toBe('Avan assigned it to Nahrin Auto.')
})

test('what the history does not tell is told from the ticket', () => {
  const held = { ...before, version: 4, assignment: withNahrin }
  expect(newsSince(before, held, [], t)).toBe('ticket.heldNow Nahrin Auto.')
  const now = { ...before, version: 4, status: status('on-hold', 'On Hold') }
  expect(newsSince(before, now, [], t)).toBe('ticket.statusNow On Hold.')
})

test('a change of a tag is no news, and the same version has none', () => {
  expect(newsSince(before, { ...before, version: 4 }, [], t)).toBeNull()
  expect(newsSince(before, { ...before, assignment: withNahrin }, items, t)).toBeNull()
})
