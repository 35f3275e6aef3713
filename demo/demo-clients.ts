import type { ClientActor } from '../contract/actor.ts'
import { createClient, listClients, type NewClient, revokeClient } from '../server/modules/sign-in/index.ts'
import { verifyKey } from '../server/modules/sign-in/verify-key.ts'
import type { Ctx } from '../server/platform/context.ts'
import type { DoorName } from './stories/story.ts'

/** The API clients of the demo. The first is the distributor's website, which may ask for anything. */
const CLIENTS: Record<DoorName, NewClient> = {
  website: {
    // The reference Identity System gives this one access tokens too.
    ...{ name: 'Dilmar website', kind: 'website', oauthClientId: 'demo-website' },
    scopes: ['tickets.create', 'tickets.read', 'directory.read'],
  },
  app: {
    ...{ name: 'Dilmar app', kind: 'mobile-app' },
    scopes: ['tickets.create', 'tickets.read', 'directory.read'],
  },
  chatbot: {
    ...{ name: 'Dilmar chatbot', kind: 'chatbot' },
    scopes: ['tickets.create', 'tickets.read', 'directory.read', 'act-as-requester'],
  },
  'nahrin-website': {
    ...{ name: 'Nahrin Auto website', kind: 'website', companyId: 'nahrin' },
    scopes: ['tickets.create', 'tickets.read', 'directory.read'],
    brandIds: ['tavro', 'orveo'],
    branchIds: [
      'nahrin-baghdad-karrada',
      'nahrin-baghdad-mansour',
      'nahrin-baghdad-palestine-street',
      'nahrin-baghdad-dora',
    ],
  },
}

export type DemoKey = { client: string; kind: string; key: string; scopes: string[] }

/** Makes the clients with new keys; the keys of earlier ones of the same names stop working. */
export async function makeDemoClients(
  ctx: Ctx,
): Promise<{ doors: Record<DoorName, ClientActor>; keys: DemoKey[] }> {
  const names = new Set(Object.values(CLIENTS).map((client) => client.name))
  for (const earlier of await listClients(ctx)) {
    if (names.has(earlier.name) && !earlier.revoked_at) await revokeClient(ctx, earlier.id)
  }
  const keys: DemoKey[] = []
  const doors: Partial<Record<DoorName, ClientActor>> = {}
  for (const [door, input] of Object.entries(CLIENTS)) {
    const { client, key } = await createClient(ctx, input)
    const actor = await verifyKey(ctx, key)
    if (actor === null) throw new Error(`The new key of ${client.name} does not work`)
    doors[door as DoorName] = actor
    keys.push({ client: client.name, kind: client.kind, key, scopes: client.scopes })
  }
  return { doors: doors as Record<DoorName, ClientActor>, keys }
}
