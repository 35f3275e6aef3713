import type { TestAnswer } from '../test-app.ts'
import { type ActorName, answerOfDoor } from './actors.ts'
import { type Sight, TICKET_ROUTES } from './expectations.ts'
import { differences, probe, type Scene, sightOf } from './matrix.ts'

export const NO_ID = '019ab0c0-0000-7000-8000-000000000000'
const NO_NUMBER = 'GI-99999999'

/** What one actor was told by each route, for the search of what must not be there. */
export type Told = Map<ActorName, { route: string; body: unknown }[]>

/**
 * Sends every route of the table as every actor. Gives the statuses that are not as the cells say, and the answers that
 * tell a hidden ticket from one that does not exist; `told` collects what was answered.
 */
export async function checkCells(scene: Scene, told: Told = new Map()): Promise<string[]> {
  const found: string[] = []
  const wanted: string[] = []
  const telling: string[] = []
  for (const actor of scene.actors) {
    const sight = sightOf(scene, actor)
    const answers: { route: string; body: unknown }[] = []
    for (const route of Object.keys(TICKET_ROUTES)) {
      const answer = await probe(scene, route, actor, scene.story.ticket.id)
      found.push(`${actor} ${route} ${answer.status}`)
      wanted.push(`${actor} ${route} ${expectedStatus(route, actor, sight)}`)
      answers.push({ route, body: answer.body })
      if (answer.status === 404 && (await tellsHidden(scene, route, actor, answer))) {
        telling.push(`${actor} ${route}: hidden is not the same as missing`)
      }
    }
    told.set(actor, answers)
  }
  return [...differences(found, wanted), ...telling]
}

function expectedStatus(route: string, actor: ActorName, sight: Sight): number {
  const row = TICKET_ROUTES[route]
  if (!row) throw new Error(`no cells for ${route}`)
  const door = answerOfDoor(actor, row.refused)
  if (door !== null) return door
  if (sight === 'none') return 404
  return row.but?.[actor]?.[sight] ?? row[sight]
}

/** Does the answer differ from that of something that does not exist, by id or by number? */
async function tellsHidden(
  scene: Scene,
  route: string,
  actor: ActorName,
  answer: TestAnswer,
): Promise<boolean> {
  const { ticket } = scene.story
  const nothing = await probe(scene, route, actor, NO_ID)
  if (shape(answer, ticket.id) !== shape(nothing, NO_ID)) return true
  if (!route.startsWith('GET')) return false
  const byNumber = await probe(scene, route, actor, ticket.number)
  const noNumber = await probe(scene, route, actor, NO_NUMBER)
  return shape(byNumber, ticket.number) !== shape(noNumber, NO_NUMBER)
}

/** What shows that an answer is another one: all of it but the limits' counters, and the address that was asked. */
function shape({ status, body, headers }: TestAnswer, asked: string) {
  const { date: _, ratelimit: __, 'content-length': length, ...rest } = headers
  const instance = String(body.instance).replace(asked, '{id}')
  const more = Number(length) - asked.length
  return JSON.stringify({ status, body: { ...body, instance }, headers: rest, more })
}
