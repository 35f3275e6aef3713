import { Agent, request } from 'node:http'

export type Stream = {
  name: string
  perSecond: number
  /** The next request to send. */
  next: () => { path: string; method?: string; headers: Record<string, string>; body?: string }
}

export type Latency = { p50: number; p99: number; wrong: number }

/**
 * Sends requests at their times, whatever became of those before, and counts from the moment at which each was due: a
 * server that falls behind looks as slow as it is.
 */
export async function openLoop(
  url: string,
  streams: readonly Stream[],
  seconds: number,
): Promise<Map<string, Latency>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const results = new Map(streams.map(({ name }) => [name, [] as (number | null)[]]))
  const running: Promise<void>[] = []
  const start = performance.now() + 100
  for (const [place, stream] of streams.entries()) {
    const gap = 1000 / stream.perSecond
    for (let number = 0; number < seconds * stream.perSecond; number++) {
      // Streams do not all fire in the same millisecond.
      const due = start + number * gap + (place * gap) / streams.length
      const fire = () =>
        ask(agent, url, stream.next(), due).then((time) => results.get(stream.name)?.push(time))
      running.push(
        new Promise((resolve, reject) => {
          setTimeout(() => fire().then(() => resolve(), reject), due - performance.now())
        }),
      )
    }
  }
  await Promise.all(running)
  agent.destroy()
  return new Map([...results].map(([name, times]) => [name, summary(times)]))
}

function ask(
  agent: Agent,
  url: string,
  what: ReturnType<Stream['next']>,
  due: number,
): Promise<number | null> {
  const { path, method = 'GET', headers, body } = what
  return new Promise((resolve) => {
    const sent = request(url + path, { agent, method, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve((answer.statusCode ?? 0) < 300 ? performance.now() - due : null))
    })
    sent.once('error', () => resolve(null))
    sent.end(body)
  })
}

function summary(times: (number | null)[]): Latency {
  const good = times.filter((time) => time !== null).sort((a, b) => a - b)
  const at = (share: number) => good[Math.min(good.length - 1, Math.floor(good.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), wrong: times.length - good.length }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
