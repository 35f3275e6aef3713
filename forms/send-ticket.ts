import { type Api, ApiProblem, ConnectionProblem } from '../client/index.ts'
import type { Problem } from '../contract/problem.ts'
import type { CreatedTicket, CreateTicketInput } from '../contract/tickets.ts'
import type { Attempt } from './draft.ts'

export type SendState = 'sending' | 'connection' | 'busy'
export type SendResult = { sent: CreatedTicket } | { refused: Problem } | { failed: true } | { stopped: true }

type Means = {
  api: Pick<Api, 'createTicket'>
  tell: (state: SendState) => void
  /** Waits, but no longer than until the network is back or the customer asks for a try. */
  wait: (milliseconds: number) => Promise<void>
  stopped: () => boolean
}

const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000]
/** Answers of a server that is there, but not now. */
const LATER = new Set(['not-ready', 'rate-limited', 'idempotency-key-in-use'])

/** Sends until there is an answer, always under the attempt's own key, so that however often it arrives it counts once. */
export async function sendTicket(
  { key, body }: Attempt,
  { api, tell, wait, stopped }: Means,
): Promise<SendResult> {
  for (let tries = 0; !stopped(); tries++) {
    tell('sending')
    try {
      return { sent: await api.createTicket(body as CreateTicketInput, key) }
    } catch (error) {
      const state = whyLater(error)
      if (!state) return error instanceof ApiProblem ? { refused: error.problem } : { failed: true }
      tell(state)
    }
    await wait(PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0)
  }
  return { stopped: true }
}

function whyLater(error: unknown): SendState | null {
  if (error instanceof ConnectionProblem) return 'connection'
  return error instanceof ApiProblem && LATER.has(error.problem.code) ? 'busy' : null
}
