import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GUARDED_KINDS, type GuardedKind } from '../../../contract/directory.ts'
import type { ActiveUnits } from './active-units.ts'
import { isSuspiciousShrink, lossesBetween } from './is-suspicious-shrink.ts'

const units = (ids: Partial<Record<GuardedKind, readonly string[]>>): ActiveUnits =>
  Object.fromEntries(
    GUARDED_KINDS.map((kind) => [kind, new Map((ids[kind] ?? []).map((id) => [id, { companyId: null }]))]),
  ) as unknown as ActiveUnits
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `u${at}`)
const judge = (before: ActiveUnits, after: ActiveUnits, percent = 20) =>
  isSuspiciousShrink(lossesBetween(before, after), percent)

const aKind = fc.constantFrom(...GUARDED_KINDS)
const someIds = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map((n) => `u${n}`))
const aNetwork = fc.record({ company: someIds, branch: someIds, team: someIds, user: someIds }).map(units)

describe('a suspicious shrink', () => {
  it.each([
    [10, 2, false],
    [10, 3, true],
    [15, 3, false],
    [14, 3, true],
    [1000, 200, false],
    [1000, 201, true],
    [3, 2, false],
  ])('of %i branches, %i go: %s', (active, gone, suspicious) => {
    const before = units({ branch: numbered(active), user: ['u'] })
    const after = units({ branch: numbered(active).slice(gone), user: ['u'] })
    expect(judge(before, after)).toBe(suspicious)
  })

  it('is one in which nobody is left, however few they were', () => {
    expect(judge(units({ user: ['one'] }), units({}))).toBe(true)
    expect(judge(units({ user: ['one'] }), units({ user: ['two'] }))).toBe(false)
    expect(judge(units({}), units({}))).toBe(false)
  })

  it('is never what only adds or keeps', () => {
    fc.assert(
      fc.property(aNetwork, aNetwork, fc.integer({ min: 1, max: 100 }), (before, more, percent) => {
        const after = Object.fromEntries(
          GUARDED_KINDS.map((kind) => [kind, new Map([...before[kind], ...more[kind]])]),
        ) as unknown as ActiveUnits
        return !judge(before, after, percent)
      }),
    )
  })

  it('is any kind of which more than the share goes, whatever the others do', () => {
    fc.assert(
      fc.property(aNetwork, aNetwork, fc.integer({ min: 1, max: 100 }), (before, after, percent) => {
        const expected = GUARDED_KINDS.some((kind) => {
          const gone = [...before[kind].keys()].filter((id) => !after[kind].has(id)).length
          const share = (100 * gone) / Math.max(1, before[kind].size)
          const nobody = kind === 'user' && before.user.size > 0 && after.user.size === 0
          return nobody || (gone >= 3 && share > percent)
        })
        return judge(before, after, percent) === expected
      }),
    )
  })

  it('stays one when even more of it goes', () => {
    fc.assert(
      fc.property(aNetwork, aNetwork, aKind, (before, after, kind) => {
        const less = { ...after, [kind]: new Map() }
        return !judge(before, after) || judge(before, less)
      }),
    )
  })
})
