import type { Told } from './check-cells.ts'
import { HOLDER } from './expectations.ts'
import { foreignHandOffs, foreignWords, internalKeys, markReaders } from './leaks.ts'
import { type Scene, sightOf } from './matrix.ts'

/** The list holds the ticket for exactly those who see it; its row joins what they were told. */
export async function checkList(scene: Scene, told: Told = new Map()): Promise<string[]> {
  const wrong: string[] = []
  for (const actor of scene.actors) {
    const list = await scene.callers[actor].get('/tickets?limit=200')
    if (list.status !== 200) continue
    const row = list.body.items.find((item: { id: string }) => item.id === scene.story.ticket.id)
    const sees = sightOf(scene, actor) !== 'none'
    if ((row !== undefined) !== sees) wrong.push(`${actor} ${row ? 'is listed' : 'misses'} the ticket`)
    if (row) told.get(actor)?.push({ route: 'GET /tickets', body: row })
  }
  return wrong
}

/** Each text of the story is read by exactly those it was written for. */
export function checkMarks(scene: Scene, told: Told): string[] {
  return scene.actors.flatMap((actor) => {
    const seen = JSON.stringify(told.get(actor))
    const sight = sightOf(scene, actor)
    return scene.story.marks.flatMap((mark) => {
      const reads = seen.includes(mark.text)
      const may = markReaders(mark, actor, sight)
      return reads === may ? [] : [`${actor} ${reads ? 'reads' : 'misses'} ${mark.what}`]
    })
  })
}

/** Nobody is told a name, an address or a field that is not theirs to know. */
export function checkNames(scene: Scene, told: Told): string[] {
  return scene.actors.flatMap((actor) => {
    const sight = sightOf(scene, actor)
    const reading = { actor, sight, holder: HOLDER[scene.situation] }
    return (told.get(actor) ?? []).flatMap(({ route, body }) =>
      [
        ...foreignWords(body, reading),
        ...internalKeys(body, sight),
        ...foreignHandOffs(body, actor).map(() => 'a hand-off of others'),
      ].map((what) => `${actor} ${route}: ${what}`),
    )
  })
}

/** Whoever made it learns no more by a repeat of the request than by a look. */
export async function checkRepeat(scene: Scene): Promise<string[]> {
  const { maker, story, callers, situation } = scene
  const { status, body } = await story.repeat()
  const sight = sightOf(scene, maker)
  const { trackingUrl, ...rest } = body
  const look = (await callers[maker].get(`/tickets/${story.ticket.id}`)).body
  const hasLink = maker !== 'alphaManager' && sight === 'requester'
  return [
    ...(status === 201 && body.id === story.ticket.id ? [] : [`the repeat answers ${status}`]),
    ...foreignWords(body, { actor: maker, sight, holder: HOLDER[situation] }),
    ...internalKeys(body, sight),
    ...(JSON.stringify(rest) === JSON.stringify(look) ? [] : ['the repeat is not what a look shows']),
    ...((trackingUrl !== undefined) === hasLink ? [] : ['the link is given or withheld wrongly']),
  ]
}
