import { describe, expect, it } from 'vitest'
import { ApiProblem, ConnectionProblem } from '../client/index.ts'
import type { ProblemCode } from '../contract/problem.ts'
import type { CreatedTicket } from '../contract/tickets.ts'
import { sendTicket } from './send-ticket.ts'

const ticket = { number: 'TD-1' } as CreatedTicket
const attempt = { key: 'one-key', answers: '', body: { type: 'test-drive' } }
const refusal = (code: ProblemCode, status: number) =>
  new ApiProblem({ type: 'about:blank', title: code, status, code })

function means(answers: (CreatedTicket | Error)[]) {
  const log = { keys: [] as string[], told: [] as string[], waited: [] as number[] }
  return {
    log,
    api: {
      createTicket: async (_: unknown, key: string) => {
        log.keys.push(key)
        const answer = answers.shift()
        if (!answer) throw new Error('asked too often')
        if (answer instanceof Error) throw answer
        return answer
      },
    },
    tell: (state: string) => void log.told.push(state),
    wait: async (milliseconds: number) => void log.waited.push(milliseconds),
    stopped: () => false,
  }
}

describe('sending a request on a bad network', () => {
  it('tries again under the same key, more slowly each time', async () => {
    const at = means([
      new ConnectionProblem('1'),
      new ConnectionProblem('2'),
      new ConnectionProblem('3'),
      ticket,
    ])
    expect(await sendTicket(attempt, at)).toEqual({ sent: ticket })
    expect(new Set(at.log.keys)).toEqual(new Set(['one-key']))
    expect(at.log.keys).toHaveLength(4)
    expect(at.log.waited).toEqual([1_000, 2_000, 4_000])
    expect(at.log.told).toContain('connection')
  })
  it.each([
    ['rate-limited', 429],
    ['not-ready', 503],
    ['idempotency-key-in-use', 409],
  ] as const)('comes back later when the server says %s', async (code, status) => {
    const at = means([refusal(code, status), ticket])
    expect(await sendTicket(attempt, at)).toEqual({ sent: ticket })
    expect(at.log.told).toEqual(['sending', 'busy', 'sending'])
  })
  it('does not repeat what was judged', async () => {
    const refused = refusal('invalid-input', 400)
    expect(await sendTicket(attempt, means([refused]))).toEqual({ refused: refused.problem })
    expect(await sendTicket(attempt, means([new TypeError('a fault of ours')]))).toEqual({ failed: true })
  })
  it('stops when the page is left', async () => {
    const at = means([new ConnectionProblem('1')])
    let asked = 0
    expect(await sendTicket(attempt, { ...at, stopped: () => asked++ > 0 })).toEqual({ stopped: true })
    expect(at.log.keys).toHaveLength(1)
  })
})
