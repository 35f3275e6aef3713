import type { Actor } from '../../../contract/actor.ts'
import type { Language } from '../../../contract/languages.ts'
import type { Reference } from '../../../contract/network.ts'
import { domainWords } from '../../../texts/domain.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Reader } from '../conversations/index.ts'
import { type Network, networkOf, refer } from '../directory/index.ts'
import { type ModelEntry, modelsOf } from '../vehicles/index.ts'
import type { Sight } from './ticket-access.ts'

/** Who looks, in which language, with what is needed to name things. Made once per answer. */
export type Viewer = {
  actor: Actor
  language: Language
  network: Network
  models: ReadonlyMap<string, ModelEntry>
  words: ReturnType<typeof domainWords>
}

export async function viewerOf(ctx: Ctx): Promise<Viewer> {
  const { actor, language } = ctx
  return {
    actor,
    language,
    network: await networkOf(ctx),
    models: await modelsOf(ctx),
    words: domainWords(language),
  }
}

/**
 * The company whose notes this viewer reads: their own, and only where they see the ticket wholly; a client with
 * `messages.internal` alone.
 */
export function readerOf({ actor }: Pick<Viewer, 'actor'>, sight: Sight): Reader {
  const reads = actor.kind === 'staff' || (actor.kind === 'client' && actor.scopes.has('messages.internal'))
  return { companyId: sight === 'full' && reads ? actor.companyId : null }
}

/** Staff of the distributor, who read everything that may be told of the network's hand-offs and routing. */
export function readsForNetwork(viewer: Viewer): boolean {
  return viewer.actor.kind === 'staff' && isDistributor(viewer)
}

/** Staff and clients of the distributor, who may know every company's name. */
export function isDistributor(viewer: Viewer): boolean {
  return 'companyId' in viewer.actor && viewer.actor.companyId === viewer.network.distributor.id
}

const refOf =
  (map: ReadonlyMap<string, Parameters<typeof refer>[0]>) => (id: string | null, viewer: Viewer) => {
    const entry = id === null ? undefined : map.get(id)
    return entry ? refer(entry, viewer.language) : null
  }

export const nameCompany = (viewer: Viewer, id: string | null) => refOf(viewer.network.companies)(id, viewer)
export const nameBranch = (viewer: Viewer, id: string | null) => refOf(viewer.network.branches)(id, viewer)
export const nameTeam = (viewer: Viewer, id: string | null) => refOf(viewer.network.teams)(id, viewer)
export const nameUser = (viewer: Viewer, id: string | null) => refOf(viewer.network.users)(id, viewer)
export const nameBrand = (viewer: Viewer, id: string | null) => refOf(viewer.network.brands)(id, viewer)
export const nameCity = (viewer: Viewer, id: string | null) => refOf(viewer.network.cities)(id, viewer)
export const nameService = (viewer: Viewer, id: string | null) => refOf(viewer.network.services)(id, viewer)
export const nameModel = (viewer: Viewer, id: string | null): Reference | null => {
  const model = id === null ? undefined : viewer.models.get(id)
  return model ? refer(model, viewer.language) : null
}
