import type { ActorName } from './actors.ts'
import { type Scene, sightOf } from './matrix.ts'

/** Each filter's values; a reader to whom the row does not show the value must not find it by asking. */
const FILTERS: Record<string, string[]> = {
  companyId: ['alpha', 'beta'],
  branchId: ['alpha-north', 'beta-north'],
  teamId: ['alpha-sales', 'beta-sales'],
  assigneeId: ['alpha-team-agent', 'alpha-south-agent', 'beta-manager'],
  assignment: ['unassigned', 'dealer', 'branch', 'team'],
  status: ['new', 'in-progress', 'on-hold', 'unresolved'],
  brandId: ['brand-a', 'brand-b'],
}
const HOLDER_FILTERS = ['companyId', 'branchId', 'teamId', 'assigneeId', 'assignment']
const CATEGORIES = ['new', 'active', 'paused', 'closed']
const ASKERS = ['distributorClient', 'alphaClient', 'alphaNorthAgent', 'alphaUnitClient'] as const

/** Filters and orders answer the same, whatever hidden value is asked for. */
export async function checkFilters(scene: Scene): Promise<string[]> {
  const wrong: string[] = []
  for (const actor of ASKERS) {
    const sight = sightOf(scene, actor)
    if (sight === 'none') continue
    const row = (await scene.callers[actor].get('/tickets?limit=200')).body.items.find(
      (item: { id: string }) => item.id === scene.story.ticket.id,
    )
    if (!row) {
      wrong.push(`${actor} misses the ticket`)
      continue
    }
    for (const [filter, values] of Object.entries(FILTERS)) {
      wrong.push(...(await checkFilter(scene, actor, filter, values, shownBy(row)[filter])))
    }
    if (sight === 'reduced') wrong.push(...(await checkReduced(scene, actor, row.status.category)))
  }
  return wrong
}

// biome-ignore lint/suspicious/noExplicitAny: a row as it came
const shownBy = (row: any): Record<string, string | undefined> => ({
  companyId: row.assignment?.company?.id,
  branchId: row.assignment?.branch?.id,
  teamId: row.assignment?.team?.id,
  assigneeId: row.assignment?.assignee?.id,
  assignment: row.assignment?.status,
  status: row.status.key,
  brandId: row.brand?.id,
})

async function checkFilter(
  scene: Scene,
  actor: ActorName,
  filter: string,
  values: string[],
  shown: string | undefined,
): Promise<string[]> {
  const found: string[] = []
  let refused = 0
  for (const value of values) {
    const answer = await finds(scene, actor, `${filter}=${value}`)
    if (answer === null) refused += 1
    if (answer) found.push(value)
  }
  const asked = `${actor} ${filter}`
  // A filter that is not for this caller is refused whatever it asks for; of a reduced line each of these is.
  const allOrNone = refused === values.length || (refused === 0 && sightOf(scene, actor) !== 'reduced')
  // Staff who ask find by no holder at all, also not by what their row shows.
  const blind =
    actor === 'alphaNorthAgent' && sightOf(scene, actor) === 'requester' && HOLDER_FILTERS.includes(filter)
  const right = refused > 0 || blind ? [] : values.filter((value) => value === shown)
  return [
    ...(allOrNone ? [] : [`${asked} is refused ${refused} of ${values.length} times`]),
    ...(found.join() === right.join() ? [] : [`${asked} finds ${found.join()}, not ${right.join()}`]),
  ]
}

async function checkReduced(scene: Scene, actor: ActorName, category: string): Promise<string[]> {
  const since = new Date(scene.world.now().getTime() - 86_400_000 * 300).toISOString()
  const wrong: string[] = []
  for (const search of [`updatedAfter=${since}`, 'sort=updatedAt', 'sort=-updatedAt']) {
    if ((await finds(scene, actor, search)) !== null) wrong.push(`${actor} may ask ${search}`)
  }
  // What the line shows may be asked for.
  const told = []
  for (const each of CATEGORIES) if (await finds(scene, actor, `category=${each}`)) told.push(each)
  return told.join() === category ? wrong : [...wrong, `${actor} finds categories ${told.join()}`]
}

/** Whether the list, asked so, holds the ticket; null where the question is refused to this caller. */
async function finds(scene: Scene, actor: ActorName, search: string): Promise<boolean | null> {
  const { status, body } = await scene.callers[actor].get(`/tickets?limit=200&${search}`)
  if (status === 400) {
    const codes = body.errors.map(({ code }: { code: string }) => code)
    if (codes.join() === 'not-for-this-client') return null
  }
  if (status !== 200) throw new Error(`${actor} ${search}: ${status} ${JSON.stringify(body)}`)
  return body.items.some((item: { id: string }) => item.id === scene.story.ticket.id)
}
