import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { FAULTS } from './faults.ts'

/*
 * Does the matrix bite? Each fault is planted in a copy of the application in memory, with row-level security off, and the
 * slice of the matrix that is there for it must notice. Without a fault the same slices notice nothing.
 */
type Outcome = { name: string; found?: string[]; broken?: string }

async function run(names: readonly string[]): Promise<Map<string, Outcome>> {
  const here = (file: string) => join(import.meta.dirname, file)
  const args = ['--no-warnings', '--import', here('plant-fault.ts'), here('run-faults.ts'), ...names]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, TEST_CLUSTER: JSON.stringify(inject('testCluster')) },
    maxBuffer: 64 * 1024 * 1024,
  })
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome)
  return new Map(outcomes.map((outcome) => [outcome.name, outcome]))
}

describe('planted faults', () => {
  const names = FAULTS.map(({ name }) => name)
  // One of each check; all of them, on all tickets, are in isolation.test.ts.
  const slices = [...new Map(FAULTS.map(({ slice }) => [slice.check, JSON.stringify(slice)])).values()]
  let outcomes: Map<string, Outcome>
  beforeAll(async () => {
    outcomes = await run([...names, ...slices])
  }, 900_000)

  it('are more than twenty, each of its own kind', () => {
    expect(names.length).toBeGreaterThanOrEqual(20)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(slices)('there is nothing to notice without one: %s', (slice) => {
    expect(outcomes.get(slice)).toEqual({ name: slice, found: [] })
  })

  it.each(names)('%s is noticed', (name) => {
    const outcome = outcomes.get(name)
    expect(outcome?.broken).toBeUndefined()
    expect(outcome?.found?.length).toBeGreaterThan(0)
  })
})
