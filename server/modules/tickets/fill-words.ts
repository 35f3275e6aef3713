import { type House, inTransaction } from '../../platform/context.ts'
import { ticketsWithoutWords, writeWords } from './search-queries.ts'
import { ticketTables } from './ticket-queries.ts'

const BATCH = 500
const SAID_EVERY = 20

export type WordFill = {
  /** How many tickets were given words. */
  done: Promise<number>
  close: () => Promise<void>
}

/**
 * Gives words to tickets from before there was a search, batch by batch, beside the daily work: until then they are in
 * every list, but not found. Where it was stopped it goes on at the next start.
 */
export function startWordFill(house: House): WordFill {
  let closed = false
  const run = async () => {
    let filled = 0
    let after: string | null = null
    for (let turn = 1; !closed; turn++) {
      const ids = await fillBatch(house, after)
      filled += ids.length
      after = ids.at(-1) ?? null
      if (after === null) break
      if (turn % SAID_EVERY === 0) house.log.info({ filled }, 'filling the search')
    }
    if (filled > 0) house.log.info({ filled }, 'the search is filled')
    return filled
  }
  const done = run().catch((error: unknown) => {
    house.log.error({ err: error }, 'filling the search stopped; it goes on at the next start')
    return 0
  })
  return {
    done,
    close: async () => {
      closed = true
      await done
    },
  }
}

function fillBatch(house: House, after: string | null): Promise<string[]> {
  return inTransaction(house, { actor: { kind: 'system', name: 'search' } }, async (ctx) => {
    const ids = await ticketsWithoutWords(ctx, after, BATCH)
    if (ids.length === 0) return ids
    // Nobody changes them between the reading and the writing.
    const tickets = await ticketTables(ctx)
      .selectFrom('tickets')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('id')
      .forShare()
      .execute()
    await writeWords(ctx, tickets)
    return ids
  })
}
