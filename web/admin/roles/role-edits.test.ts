import { describe, expect, it } from 'vitest'
import type { RoleMapping } from '../../../contract/settings.ts'
import { changesOf, editsToDefaults, mappingWith, withEdit } from './role-edits.ts'

const role = (name: string, more: Partial<RoleMapping['roles'][number]> = {}) => ({
  ...{ role: name, name, actions: [], isDefault: true, byDefault: [], users: 1, ...more },
})
const agent = role('agent', { actions: ['tickets.read', 'tickets.work'], byDefault: ['tickets.read'] })
const poet = role('poet', { isDefault: false })
const mapping: RoleMapping = {
  ...{ version: 3, changedAt: null, changedBy: null },
  actions: ['tickets.read', 'tickets.work', 'audit.view'],
  roles: [agent, poet],
}

describe('edits of what roles may do', () => {
  it('are nothing where they want what stands', () => {
    const edits = withEdit({}, agent, 'audit.view', true)
    expect(edits).toEqual({ agent: { 'audit.view': true } })
    expect(withEdit(edits, agent, 'audit.view', false)).toEqual({})
    expect(withEdit({}, agent, 'tickets.read', true)).toEqual({})
  })

  it('are told as what a role gains and loses', () => {
    const edits = withEdit(withEdit({}, agent, 'audit.view', true), agent, 'tickets.work', false)
    expect(changesOf(mapping, edits)).toEqual([
      { role: 'agent', name: 'agent', gains: ['audit.view'], loses: ['tickets.work'] },
    ])
    expect(changesOf(mapping, {})).toEqual([])
  })

  it('are laid over what somebody else saved meanwhile, and keep what they say', () => {
    const edits = withEdit({}, agent, 'audit.view', true)
    const theirs = { ...mapping, roles: [{ ...agent, actions: ['audit.view' as const] }, poet] }
    expect(changesOf(theirs, edits)).toEqual([])
    const others = { ...mapping, roles: [{ ...agent, actions: [] }, poet] }
    expect(mappingWith(others, edits)).toEqual({ agent: ['audit.view'] })
  })

  it('send an unknown role only once it gets something', () => {
    expect(Object.keys(mappingWith(mapping, {}))).toEqual(['agent'])
    const edits = withEdit({}, poet, 'tickets.read', true)
    expect(mappingWith(mapping, edits)).toEqual({ agent: agent.actions, poet: ['tickets.read'] })
  })

  it('bring every role back to its default', () => {
    expect(mappingWith(mapping, editsToDefaults(mapping))).toEqual({ agent: ['tickets.read'] })
  })
})
