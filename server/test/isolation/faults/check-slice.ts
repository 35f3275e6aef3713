import pg from 'pg'
import { ACTOR_NAMES } from '../actors.ts'
import { checkCells, type Told } from '../check-cells.ts'
import { checkList, checkMarks, checkNames } from '../check-contents.ts'
import { checkCounts } from '../check-counts.ts'
import { checkDoors, checkPeople } from '../check-doors.ts'
import { checkEvents, checkFields } from '../check-events.ts'
import { checkFilters } from '../check-filters.ts'
import { checkPickers } from '../check-pickers.ts'
import { SITUATION_NAMES } from '../expectations.ts'
import { type Matrix, openMatrix, openStory, type Scene } from '../matrix.ts'
import type { Slice } from './faults.ts'

/** Those who could leak or lose something; the whole matrix has them all. */
const ACTORS = ACTOR_NAMES.filter(
  (name) => !['signedOut', 'portal', 'revokedKey', 'expiredKey', 'alphaCreator', 'embed'].includes(name),
)

/**
 * What one slice of the matrix finds wrong with the application as it was imported. Row-level security is off: what is
 * asked here is whether the matrix notices what the application itself does, and not what the database would save.
 */
export async function checkSlice(slice: Slice): Promise<string[]> {
  const matrix = await openMatrix()
  try {
    await dropSecondNet(matrix)
    if (slice.check === 'people') return await checkPeople(matrix.callers)
    if (slice.check === 'door') return await checkDoors(matrix.callers, slice.route)
    return await checkStory(matrix, slice)
  } catch (error) {
    // An answer that the OpenAPI document does not know is noticed by every slice.
    const message = (error as Error).message
    if (message.includes('OpenAPI')) return [message]
    throw error
  } finally {
    await matrix.world.close()
  }
}

async function checkStory(matrix: Matrix, slice: Extract<Slice, { at: unknown }>): Promise<string[]> {
  const { maker, at: situation } = slice
  const story = await openStory(matrix, maker)
  for (const each of SITUATION_NAMES.slice(0, SITUATION_NAMES.indexOf(situation) + 1)) await story.act[each]()
  const links = maker === 'alphaManager' ? ['ownLink', 'firstLink'] : []
  const actors = ACTORS.filter((name) => !links.includes(name))
  const scene: Scene = { ...matrix, maker, situation, story, actors }
  const told: Told = new Map()
  switch (slice.check) {
    case 'cells':
      return checkCells(scene, told)
    case 'list':
      return checkList(scene)
    case 'counts':
      return checkCounts(scene)
    case 'marks':
      await checkCells(scene, told)
      return checkMarks(scene, told)
    case 'names':
      await checkCells(scene, told)
      return checkNames(scene, told)
    case 'pickers':
      return checkPickers(scene)
    case 'events':
      return checkEvents(scene)
    case 'fields':
      return checkFields(scene)
    case 'filters':
      return checkFilters(scene)
  }
}

async function dropSecondNet({ world }: Matrix): Promise<void> {
  const client = new pg.Client({ connectionString: world.house.config.database.adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class
        where relrowsecurity and relnamespace = 'public'::regnamespace`,
    )
    for (const { name } of rows) await client.query(`alter table ${name} disable row level security`)
  } finally {
    await client.end()
  }
}
