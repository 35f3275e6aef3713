import { expect, it } from 'vitest'
import { roleDifference } from './role-difference.ts'

it('tells what each role got and lost, and nothing of those that stayed', () => {
  const before = { agent: ['tickets.read', 'tickets.work'], auditor: ['audit.view'] }
  const after = { agent: ['tickets.read', 'tickets.close'], auditor: ['audit.view'], poet: ['tickets.read'] }
  expect(roleDifference(before, after)).toEqual([
    { role: 'agent', gains: ['tickets.close'], loses: ['tickets.work'] },
    { role: 'poet', gains: ['tickets.read'], loses: [] },
  ])
})

it('leaves out what it does not know', () => {
  expect(roleDifference(null, { agent: ['sing', 'tickets.read'], poet: 'x' })).toEqual([
    { role: 'agent', gains: ['tickets.read'], loses: [] },
  ])
})
