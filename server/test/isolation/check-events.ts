import { eventsOfSubject } from '../../platform/events/events-of-subject.ts'
import { EVENT_CELLS, FIELD_CELLS, SOMETIMES } from './event-cells.ts'
import type { Sight } from './expectations.ts'
import { REDUCED_FIELDS, readsFor } from './leaks.ts'
import { differences, type Scene, sightOf } from './matrix.ts'

type Happening = { id: string; type: keyof typeof EVENT_CELLS; audience: string; companies: string[] }

/** Each actor's timeline holds exactly the events whose cell and stamp are for them. */
export async function checkEvents(scene: Scene): Promise<string[]> {
  const log = await eventsOf(scene)
  const wrong: string[] = []
  for (const actor of scene.actors) {
    const sight = sightOf(scene, actor)
    if (sight === 'none') continue
    const { status, body } = await scene.callers[actor].get(`/tickets/${scene.story.ticket.id}/timeline`)
    if (status !== 200) continue
    const company = readsFor(actor)
    const wanted = log.filter((event) => {
      if (sight === 'reduced' || EVENT_CELLS[event.type] === 'nobody') return false
      if (event.audience === 'public') return true
      return sight === 'full' && company !== null && event.companies.includes(company)
    })
    const known = new Set(log.map((event) => event.id))
    const found: { id: string; type: string }[] = body.items
    // Whoever asked is told that the present holder has it; that line is nobody's event.
    const items = found.filter((item) => known.has(item.id) || sight === 'full')
    const line = ({ id, type }: { id: string; type: string }) => `${actor} ${type} ${id}`
    wrong.push(...differences(items.map(line), wanted.map(line)))
  }
  return [...wrong, ...audiences(log)]
}

/** An event is written for whom its cell says. */
function audiences(log: readonly Happening[]): string[] {
  return log.flatMap(({ type, audience }) => {
    const cell = EVENT_CELLS[type]
    if (cell === undefined) return [`${type} has no cell`]
    const right = cell === 'written' || (cell === 'public') === (audience === 'public')
    return right ? [] : [`${type} is written for ${audience}`]
  })
}

async function eventsOf({ world, story }: Scene): Promise<Happening[]> {
  return world.asSystem(async (ctx) => (await eventsOfSubject(ctx, 'ticket', story.ticket.id)) as Happening[])
}

/** Each actor's ticket has exactly the fields that their sight has. */
export async function checkFields(scene: Scene): Promise<string[]> {
  const wrong: string[] = []
  for (const actor of scene.actors) {
    const sight = sightOf(scene, actor)
    if (sight === 'none') continue
    const { status, body } = await scene.callers[actor].get(`/tickets/${scene.story.ticket.id}`)
    if (status !== 200) continue
    const wanted = fieldsOf(sight)
    const found = Object.keys(body)
    wrong.push(
      ...differences(found, wanted)
        .filter((line) => !SOMETIMES.some((name) => line === `missed ${name}`))
        .map((line) => `${actor} ${line}`),
    )
  }
  return wrong
}

function fieldsOf(sight: Sight): string[] {
  if (sight === 'reduced') return REDUCED_FIELDS
  return Object.entries(FIELD_CELLS).flatMap(([name, sights]) => (sights.includes(sight) ? [name] : []))
}
