import { expect, test } from 'vitest'
import type { Target } from '../../../contract/assignment.ts'
import { bodyFor, filterOptions, optionsOf, takeTarget } from './targets.ts'

const reference = (id: string, name = id) => ({ id, name })
const target = (more: Partial<Target>): Target => ({
  status: 'branch',
  company: reference('rubar', 'Rubar Motors'),
  branch: null,
  team: null,
  assignee: null,
  reasons: [],
  whyNot: null,
  ...more,
})
const gulan = target({ branch: reference('gulan', 'Erbil, Gulan Road') })
const duhok = target({ branch: reference('duhok', 'Duhok'), whyNot: 'Closed for good.' })
const dealer = target({ status: 'dealer' })
const desk = target({ status: 'team', team: reference('desk', 'Sales desk'), branch: reference('gulan') })
const shirin = target({
  branch: reference('gulan', 'Erbil, Gulan Road'),
  assignee: reference('shirin', 'Shirin Aziz'),
})
const held = {
  status: 'branch',
  name: 'Assigned to Branch',
  company: gulan.company,
  branch: gulan.branch,
  team: null,
  assignee: null,
  accepted: false,
} as const

test('a body names the unit and nothing else', () => {
  expect(bodyFor(dealer)).toEqual({ status: 'dealer', companyId: 'rubar' })
  expect(bodyFor(gulan, ' ask for Shirin ')).toEqual({
    status: 'branch',
    branchId: 'gulan',
    reason: 'ask for Shirin',
  })
  expect(bodyFor(desk)).toEqual({ status: 'team', teamId: 'desk', branchId: 'gulan' })
  expect(bodyFor(shirin, '  ')).toEqual({ status: 'branch', branchId: 'gulan', assigneeId: 'shirin' })
  expect(bodyFor(target({ status: 'unassigned', company: null }))).toEqual({ status: 'unassigned' })
})

test('taking uses what the server offers, else stays inside the holding unit', () => {
  expect(takeTarget(held, [gulan, shirin], 'shirin')).toEqual({
    status: 'branch',
    branchId: 'gulan',
    assigneeId: 'shirin',
  })
  expect(takeTarget(held, [], 'renas')).toEqual({ status: 'branch', branchId: 'gulan', assigneeId: 'renas' })
  const free = { ...held, status: 'unassigned', company: null, branch: null, accepted: null } as const
  expect(takeTarget(free, [], 'renas')).toBeNull()
})

const nobody = target({ status: 'unassigned', company: null })

test('options are named in full and know who holds the ticket', () => {
  const options = optionsOf([gulan, shirin, { ...nobody, whyNot: 'It is there.' }], held, 'Unassigned')
  expect(options.map(({ kind, name, place, holdsNow }) => ({ kind, name, place, holdsNow }))).toEqual([
    { kind: 'branch', name: 'Rubar Motors, Erbil, Gulan Road', place: null, holdsNow: true },
    { kind: 'person', name: 'Shirin Aziz', place: 'Rubar Motors, Erbil, Gulan Road', holdsNow: false },
  ])
})

test('the search finds every word in any order, keeps unfit options and puts them last', () => {
  const options = optionsOf([duhok, shirin, gulan, dealer], held, 'Unassigned')
  expect(filterOptions(options, 'all', '').at(-1)?.name).toBe('Rubar Motors, Duhok')
  expect(filterOptions(options, 'all', 'gulan rub').map(({ name }) => name)).toEqual([
    'Rubar Motors, Erbil, Gulan Road',
    'Shirin Aziz',
  ])
  expect(filterOptions(options, 'person', '').map(({ name }) => name)).toEqual(['Shirin Aziz'])
  expect(filterOptions(options, 'all', 'nowhere')).toEqual([])
})

test('Unassigned is an option like the others, found by its name and last of all', () => {
  const options = optionsOf([nobody, duhok, gulan], held, 'Back to Unassigned')
  expect(filterOptions(options, 'all', '').at(-1)).toMatchObject({ kind: 'unassigned', holdsNow: false })
  expect(filterOptions(options, 'all', 'unassigned').map(({ name }) => name)).toEqual(['Back to Unassigned'])
  expect(filterOptions(options, 'branch', 'unassigned')).toEqual([])
})
