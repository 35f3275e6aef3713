import { describe, expect, it } from 'vitest'
import { BRANCH, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { mergeSources, type PeopleOverlay } from './merge-sources.ts'
import { SnapshotRejected } from './snapshot.ts'

const base = () => checkSnapshot(worldSnapshot())
const overlay = (more: object, replaces: string[] = []): PeopleOverlay => ({
  users: [
    {
      ...{
        id: 'scim-1',
        name: { en: 'Scim One' },
        language: 'en',
        companyId: 'alpha',
        teamIds: [],
        roles: [],
      },
      ...{ scopes: [], active: true, ...more },
    },
  ],
  ...{ replaces, ends: [] },
})
const find = (snapshot: ReturnType<typeof base>, id: string) => snapshot.users.find((user) => user.id === id)

describe('mergeSources', () => {
  it('is the base alone where the overlay brings nobody', () => {
    const network = base()
    expect(mergeSources(network, null)).toBe(network)
    expect(mergeSources(network, { users: [], replaces: [USER.coordinator], ends: [] })).toBe(network)
  })

  it('adds a person', () => {
    const merged = mergeSources(base(), overlay({ teamIds: [TEAM.alphaSales] }))
    expect(merged.users).toHaveLength(base().users.length + 1)
    expect(find(merged, 'scim-1')?.teamIds).toEqual([TEAM.alphaSales])
    expect(checkSnapshot(merged)).toEqual(merged)
  })

  it('replaces a person whom it takes over, wholly', () => {
    const merged = mergeSources(
      base(),
      overlay({ id: USER.alphaManager, active: false }, [USER.alphaManager]),
    )
    expect(merged.users).toHaveLength(base().users.length)
    expect(find(merged, USER.alphaManager)).toMatchObject({ active: false, roles: [] })
  })

  it('lets nobody work who has left by one of the two', () => {
    const ended = mergeSources(base(), { users: [], replaces: [], ends: [USER.alphaManager, 'nobody'] })
    expect(find(ended, USER.alphaManager)).toMatchObject({ active: false, roles: ['dealer-manager'] })
    expect(ended.users).toHaveLength(base().users.length)
    const former = mergeSources(base(), overlay({ id: USER.alphaFormer }, [USER.alphaFormer]))
    expect(find(former, USER.alphaFormer)?.active).toBe(false)
  })

  it('names the id that both bring', () => {
    expect(() => mergeSources(base(), overlay({ id: USER.alphaManager }))).toThrow(SnapshotRejected)
    expect(() => mergeSources(base(), overlay({ id: USER.alphaManager }))).toThrow(
      /users: the id alpha-manager comes from two sources/,
    )
  })

  it('leaves out whose company is not there, but keeps whom it would have replaced', () => {
    const merged = mergeSources(
      base(),
      overlay({ id: USER.alphaManager, companyId: 'gone' }, [USER.alphaManager]),
    )
    expect(merged.users).toEqual(base().users)
  })

  it('drops what is not there, or not of their company, so that the whole holds together', () => {
    const merged = mergeSources(
      base(),
      overlay({
        ...{ branchId: BRANCH.betaNorth, teamIds: ['gone', TEAM.betaSales, TEAM.alphaDesk] },
        scopes: [
          { kind: 'team', unitId: 'gone' },
          { kind: 'branch', unitId: BRANCH.alphaNorth },
          { kind: 'branch', unitId: BRANCH.alphaNorth, brandId: 'gone' },
          { kind: 'own' },
          { kind: 'company' },
        ],
      }),
    )
    expect(find(merged, 'scim-1')).toMatchObject({
      ...{ branchId: null, teamIds: [TEAM.alphaDesk] },
      scopes: [{ kind: 'branch', unitId: BRANCH.alphaNorth }, { kind: 'own' }],
    })
    expect(checkSnapshot(merged)).toEqual(merged)
  })
})
