import { type ActorName, CLIENTS, OF_NETWORK, STAFF } from './actors.ts'
import { OTHER_ROUTES, SITUATION_NAMES } from './expectations.ts'
import { type Scene, sightOf } from './matrix.ts'
import type { Story } from './story.ts'

/** A question, and which sight of the ticket may find it so. Nobody finds by what stands in no list of theirs. */
type Probe = {
  what: string
  questions: (story: Story) => string[]
  finds: (scene: Scene, actor: ActorName) => boolean
}

const public_ = (scene: Scene, actor: ActorName) => ['full', 'requester'].includes(sightOf(scene, actor))
const digits = (text: string) => text.replace(/\D/g, '')
const GIVEN = ['what the customer asked', 'what the customer asks now']

const PROBES: Probe[] = [
  {
    what: 'number',
    questions: ({ ticket }) => [
      ticket.number,
      digits(ticket.number),
      ticket.number.replace('-', ' ').toLowerCase(),
    ],
    finds: (scene, actor) => sightOf(scene, actor) !== 'none',
  },
  {
    what: 'requester',
    questions: ({ ticket: { requester } }) =>
      [
        ...[requester.name, requester.name.slice(0, 3), requester.email, requester.phone],
        ...[requester.phone?.slice(-4), requester.phone?.replace('+964', '0')],
      ].filter((text) => text !== null && text !== undefined),
    finds: public_,
  },
  {
    what: 'requester, with the number',
    questions: ({ ticket }) => [`${ticket.requester.name} ${ticket.number}`],
    finds: public_,
  },
  {
    what: 'what was asked',
    questions: ({ marks }) =>
      marks
        .filter(({ what, readers }) => GIVEN.includes(what) && readers === 'public')
        .map(({ text }) => text),
    finds: public_,
  },
  {
    what: 'tags, notes, reasons, messages, what no longer stands there',
    questions: ({ marks }) =>
      marks
        .filter(({ what, readers }) => !(GIVEN.includes(what) && readers === 'public'))
        .map(({ text }) => text),
    finds: () => false,
  },
  {
    what: 'reference in another system',
    questions: () => ['ALPHA-CRM-7', 'alpha crm 7'],
    finds: (scene, actor) =>
      scene.maker === 'alphaClient' &&
      (actor === 'alphaClient'
        ? sightOf(scene, actor) === 'requester'
        : sightOf(scene, actor) === 'full' && (OF_NETWORK.includes(actor) || actor.startsWith('alpha'))),
  },
]

/** Everybody finds the ticket by exactly what their answer shows of it, and only where their list has it. */
export async function checkSearch(scene: Scene): Promise<string[]> {
  const wrong: string[] = []
  const { ticket } = scene.story
  // One question of each kind in a situation: all of them in turn, the newest texts first.
  const turn = SITUATION_NAMES.indexOf(scene.situation)
  const asked = PROBES.flatMap((probe) => {
    const questions = probe.questions(scene.story).toReversed()
    const q = questions[turn % Math.max(questions.length, 1)]
    return q === undefined ? [] : [{ ...probe, q }]
  })
  const { refused = [] } = OTHER_ROUTES['GET /tickets'] ?? {}
  for (const actor of new Set([...STAFF, ...CLIENTS])) {
    for (const { what, q, finds } of asked) {
      const { status, body } = await scene.callers[actor].get(
        `/tickets?${new URLSearchParams({ q, limit: '200' })}`,
      )
      const may = !refused.includes(actor)
      const found = status === 200 && body.items.some((item: { id: string }) => item.id === ticket.id)
      if (status !== (may ? 200 : 403) || found !== (may && finds(scene, actor))) {
        wrong.push(`${actor} ${status} ${found ? 'finds' : 'misses'} by ${what}: ${q}`)
      }
    }
  }
  return wrong
}
