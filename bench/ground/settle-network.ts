import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applySnapshot } from '../../server/modules/directory/index.ts'
import { createClient } from '../../server/modules/sign-in/index.ts'
import { replaceModels } from '../../server/modules/vehicles/index.ts'
import { type Ctx, type House, inTransaction } from '../../server/platform/context.ts'

const demo = join(import.meta.dirname, '..', '..', 'demo')
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(demo, name), 'utf8'))

/** Runs an act as the system, as an operator's command would. */
export function asSystem<Result>(house: House, act: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return inTransaction(house, { actor: { kind: 'system', name: 'bench' } }, act)
}

/** Brings the demo's network and models, and makes that many API clients; gives their keys. */
export async function settleNetwork(house: House, clients: number): Promise<string[]> {
  return asSystem(house, async (ctx) => {
    await applySnapshot(ctx, readJson('network.json'))
    await replaceModels(ctx, readJson('vehicle-models.json'))
    const keys: string[] = []
    for (let number = 1; number <= clients; number++) {
      const made = await createClient(ctx, {
        name: `Website ${number}`,
        kind: 'website',
        scopes: ['tickets.create', 'tickets.read', 'directory.read'],
      })
      keys.push(made.key)
    }
    return keys
  })
}
