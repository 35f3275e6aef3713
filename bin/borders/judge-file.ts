import type { Module } from './read-imports.ts'
import { isTest, roomLevels, zoneOf } from './zones.ts'

const emptyWords = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'base',
  'manager',
  'managers',
  'misc',
])
const limits = { source: 300, test: 500 }

/** Files that may be longer, by the beginning of their path, each with its reason. */
const longFiles: readonly { path: string; reason: string }[] = [
  {
    path: 'texts/',
    reason: 'a catalogue is a list of words, one a line; splitting it hides what is missing',
  },
]

/** Problems of a file by itself: its name, its length, its place. */
export function judgeFile({ path, lines, broken }: Module): string[] {
  const problems: string[] = []
  if (broken !== null) problems.push(`cannot be read: ${broken}`)
  const word = path.split(/[/.-]/).find((part) => emptyWords.has(part))
  if (word !== undefined) problems.push(`the name "${word}" says nothing: name what the file does`)
  const limit = isTest(path) ? limits.test : limits.source
  if (lines > limit && !longFiles.some((file) => path.startsWith(file.path)))
    problems.push(`has ${lines} lines, more than ${limit}`)
  const zone = zoneOf(path)
  if (zone.kind === 'unknown')
    problems.push('stands in no known part of the house: give it a place in bin/borders/zones.ts')
  if (zone.kind === 'room' && roomLevels[zone.room] === undefined) {
    problems.push(`the room "${zone.room}" has no level in bin/borders/zones.ts`)
  }
  return problems
}
