import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import type { CreateTicketInput } from '../../contract/tickets.ts'

/** Makes requests that create: each with a customer, an idempotency key, and the next of the clients. */
export function createRequests(example: CreateTicketInput, keys: readonly string[]) {
  let turn = 0
  return () => {
    const id = randomUUID()
    turn += 1
    return {
      path: '/api/v1/tickets',
      method: 'POST' as const,
      headers: {
        authorization: `Bearer ${keys[turn % keys.length]}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify({
        ...example,
        requester: { name: 'Lana Qadir', phone: '+9647500004417', email: `${id}@customer.example` },
      }),
    }
  }
}

/** Creates as fast as answers come over so many connections; gives tickets per second. */
export async function createRate(
  url: string,
  next: ReturnType<typeof createRequests>,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const result = await autocannon({
    ...{ url, connections, duration: seconds },
    requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} creates were refused, ${result.errors} broke`)
  return result['2xx'] / result.duration
}
