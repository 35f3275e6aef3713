import { describe, expect, it } from 'vitest'
import { ApiProblem, makeRequest } from './request.ts'

/** A server that gives these statuses, one after the other, and remembers what was sent. */
function serverOf(...statuses: number[]) {
  const sent: { key: string | null; body: unknown }[] = []
  const answer: typeof fetch = async (_, init) => {
    sent.push({ key: new Headers(init?.headers).get('idempotency-key'), body: init?.body })
    const status = statuses.shift() ?? 500
    const code = status === 403 ? 'step-up-needed' : 'not-found'
    const problem = JSON.stringify({ type: 't', title: 't', status, code })
    return new Response(status < 400 ? '{"done":true}' : problem, { status })
  }
  return { sent, fetch: answer }
}

describe('an act that asks for a fresh proof', () => {
  const act = { body: { name: 'typed' }, idempotencyKey: 'one' }

  it('waits for it, and is sent again just as it was', async () => {
    const { sent, fetch } = serverOf(403, 200)
    const asked: number[] = []
    const confirm = async () => {
      asked.push(sent.length)
      return true
    }
    const answer = await makeRequest({ fetch, confirm })('POST', '/keys', act)
    expect(answer.body).toEqual({ done: true })
    expect(asked).toEqual([1])
    expect(sent[1]).toEqual(sent[0])
  })

  it('is refused where the person leaves it, or nobody can be asked', async () => {
    for (const options of [{ confirm: async () => false }, {}]) {
      const { sent, fetch } = serverOf(403, 200)
      await expect(makeRequest({ fetch, ...options })('POST', '/keys', act)).rejects.toThrow(ApiProblem)
      expect(sent).toHaveLength(1)
    }
  })

  it('is asked about again, and so told, where the proof is not there yet', async () => {
    const { sent, fetch } = serverOf(403, 403, 200)
    const told: boolean[] = []
    const confirm = async (again: boolean) => told.push(again) > 0
    const answer = await makeRequest({ fetch, confirm })('POST', '/keys', act)
    expect(answer.body).toEqual({ done: true })
    expect(told).toEqual([false, true])
    expect(sent).toHaveLength(3)
  })

  it('is refused where the person leaves it at the second time', async () => {
    const { sent, fetch } = serverOf(403, 403, 200)
    const confirm = async (again: boolean) => !again
    await expect(makeRequest({ fetch, confirm })('POST', '/keys', act)).rejects.toThrow(ApiProblem)
    expect(sent).toHaveLength(2)
  })
})

it('asks nobody about other refusals', async () => {
  const { fetch } = serverOf(404)
  const confirm = () => expect.unreachable('nobody is asked')
  await expect(makeRequest({ fetch, confirm })('GET', '/x')).rejects.toThrow(ApiProblem)
})
