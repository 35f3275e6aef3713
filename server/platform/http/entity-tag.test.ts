import { describe, expect, it } from 'vitest'
import { Refusal } from '../refusal.ts'
import { entityTag, isNamedIn, requireVersion, versionsOf } from './entity-tag.ts'

describe('an entity tag', () => {
  it('holds its version, and differs by reader, language and body', () => {
    const tag = entityTag(7, 'staff:a', 'en', { x: 1 })
    expect(versionsOf(tag)).toEqual([7])
    const others = [
      entityTag(8, 'staff:a', 'en', { x: 1 }),
      entityTag(7, 'staff:b', 'en', { x: 1 }),
      entityTag(7, 'staff:a', 'ar', { x: 1 }),
      entityTag(7, 'staff:a', 'en', { x: 2 }),
    ]
    expect(new Set([tag, ...others]).size).toBe(5)
    expect(entityTag(7, 'staff:a', 'en', { x: 1 })).toBe(tag)
  })

  it('is read as we gave it, bare, or not at all', () => {
    for (const given of ['7', '"7"', 'W/"7"', ' "7" ', 'W/"7.ab_-C"'])
      expect(versionsOf(given), given).toEqual([7])
    for (const given of [undefined, '*', ' * ']) expect(versionsOf(given)).toBeNull()
    for (const given of ['7, 8', '"7" ,"8"', 'W/"7.ab_-C",W/"8"'])
      expect(versionsOf(given), given).toEqual([7, 8])
  })

  it('matches no version where it was never ours', () => {
    for (const given of ['', '"', 'seven', '-7', '7.5.1', '1234567890', 'W/']) {
      expect(versionsOf(given), given).toEqual([-1])
    }
    expect(versionsOf('"other", "7"')).toEqual([-1, 7])
    expect(() => requireVersion(7, -1)).toThrow(Refusal)
    expect(() => requireVersion(7, 6)).toThrow('version-stale')
    expect(() => requireVersion(7, 7)).not.toThrow()
    expect(() => requireVersion(7, null)).not.toThrow()
  })

  it('is found in a list, weakly, and by a star', () => {
    const tag = entityTag(7, 'staff:a', 'en', {})
    const others = ['"a,b"', '"c"']
    for (const given of [
      tag,
      tag.replace('W/', ''),
      '*',
      [...others, tag].join(', '),
      [tag, ...others].join(','),
    ])
      expect(isNamedIn(given, tag), given).toBe(true)
    for (const given of [undefined, '', '"7"', '7', others.join(), `${tag.slice(0, -1)}x"`, '*, "a"'])
      expect(isNamedIn(given, tag), given).toBe(false)
  })
})
