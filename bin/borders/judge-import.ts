import {
  forbiddenPackages,
  isTest,
  partImports,
  roomImports,
  roomLevels,
  type Zone,
  zoneOf,
} from './zones.ts'

/** Says why a file may not import a package, or `null` when it may. */
export function judgePackage(from: string, specifier: string): string | null {
  const zone = zoneOf(from)
  if (zone.kind !== 'part') return null
  const rule = forbiddenPackages.find(
    ({ parts, pattern }) => parts.includes(zone.name) && pattern.test(specifier),
  )
  return rule === undefined ? null : `${zone.name} must not import ${specifier}: ${rule.reason}`
}

/** Says why a file may not import another file of ours, or `null` when it may. */
export function judgeImport(from: string, to: string): string | null {
  if (isTest(to)) return 'tests are never imported'
  const source = zoneOf(from)
  const target = zoneOf(to)
  if (source.kind === 'free' || source.kind === 'unknown' || target.kind === 'unknown') return null
  if (target.kind === 'free') return `${to} is for tests, tools and the demo; what ships must not import it`
  return source.kind === 'room' ? judgeRoom(source.room, target) : judgePart(source.name, target)
}

function judgeRoom(room: string, target: Exclude<Zone, { kind: 'free' | 'unknown' }>): string | null {
  if (target.kind === 'part') {
    return roomImports.includes(target.name)
      ? null
      : `a room imports ${roomImports.join(', ')}, not ${target.name}`
  }
  if (target.room === room) return null
  const [own, other] = [roomLevels[room], roomLevels[target.room]]
  if (own === undefined || other === undefined) return null
  if (other === own) return `${room} and ${target.room} are both on level ${own}: never sideways`
  if (other > own) return `${room} [${own}] must not import ${target.room} [${other}]: never up`
  return target.door ? null : `use the door of ${target.room}, index.ts`
}

function judgePart(name: string, target: Exclude<Zone, { kind: 'free' | 'unknown' }>): string | null {
  if (name === 'composition') return null
  if (target.kind === 'room') return `${name} must not import a room`
  if (target.name === name) return null
  if (name.startsWith('adapters/') && target.name === 'adapters/kit') return null
  if (partImports[name]?.includes(target.name)) return null
  const allowed =
    partImports[name]?.join(', ') || (name.startsWith('adapters/') ? 'adapters/kit' : 'nothing of ours')
  return `${name} imports ${allowed}, not ${target.name}`
}
