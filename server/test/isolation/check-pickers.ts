import { ACTORS, OF_DISTRIBUTOR, STAFF } from './actors.ts'
import { type Scene, sightOf } from './matrix.ts'

/** The picker of who may get a ticket offers nothing of another company to those who hand on within their own. */
export async function checkPickers(scene: Scene): Promise<string[]> {
  const wrong: string[] = []
  for (const actor of STAFF) {
    if (OF_DISTRIBUTOR.includes(actor) || sightOf(scene, actor) !== 'full') continue
    const { body } = await scene.callers[actor].get(`/tickets/${scene.story.ticket.id}/transitions`)
    const targets: { company: { id: string } | null }[] = body.targets ?? []
    const foreign = targets.filter(({ company }) => company !== null && company.id !== ACTORS[actor])
    if (foreign.length > 0) wrong.push(`${actor} is offered ${foreign.length} targets of others`)
  }
  return wrong
}
