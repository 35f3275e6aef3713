import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** Waiting times between the tries of one notice. After the last, who receives it finds out by asking. */
const BACK_OFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]
const AT_MOST_EVERY_MS = 1_000
const PATIENCE_MS = 5_000

export interface NoticeParts {
  receivers: string[]
  /** The key behind `whsec_…`. */
  key: Buffer
  report(line: string): void
  now?: () => Date
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface DirectoryNotices {
  /** Tells all receivers that the directory stands at this cursor. Returns at once. */
  changed(cursor: string): void
  close(): void
}

/**
 * Sends `directory.changed` as Standard Webhooks to each receiver: a notice a second at most, the newest cursor only,
 * tried again with growing pauses. Receivers do not wait for each other, and nothing here waits for them.
 */
export function startDirectoryNotices(parts: NoticeParts): DirectoryNotices {
  const stop = new AbortController()
  const lines = parts.receivers.map((receiver) => openLine(parts, receiver, stop.signal))
  return {
    changed: (cursor) => {
      for (const tell of lines) tell(cursor)
    },
    close: () => stop.abort(),
  }
}

function openLine(parts: NoticeParts, receiver: string, signal: AbortSignal): (cursor: string) => void {
  const wait = parts.wait ?? ((ms, stopped) => sleep(ms, undefined, { signal: stopped, ref: false }))
  let newest: string | undefined
  let busy = false

  async function tellAll(): Promise<void> {
    try {
      while (newest !== undefined) {
        const cursor = newest
        newest = undefined
        await deliver(cursor)
        await wait(AT_MOST_EVERY_MS, signal)
      }
    } finally {
      busy = false
    }
  }

  async function deliver(cursor: string): Promise<void> {
    const now = (parts.now ?? (() => new Date()))()
    const notice = {
      id: `msg_${randomUUID()}`,
      body: JSON.stringify({ type: 'directory.changed', timestamp: now.toISOString(), data: { cursor } }),
    }
    for (const pause of [...BACK_OFF_MS, undefined]) {
      const failure = await send(parts, receiver, notice, signal)
      if (failure === undefined) return
      if (pause === undefined) parts.report(`the change notice to ${originOf(receiver)} failed: ${failure}`)
      else await wait(pause, signal)
      // A newer cursor says all that this one would.
      if (newest !== undefined) return
    }
  }

  return (cursor) => {
    newest = cursor
    if (busy || signal.aborted) return
    busy = true
    tellAll().catch((error: unknown) => {
      if (!signal.aborted) parts.report(`change notices: ${(error as Error).message}`)
    })
  }
}

/** Undefined if the receiver took it, else why not. */
async function send(
  { key, now = () => new Date() }: NoticeParts,
  receiver: string,
  { id, body }: { id: string; body: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const timestamp = String(Math.floor(now().getTime() / 1000))
  try {
    const answer = await fetch(receiver, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    await answer.body?.cancel()
    return answer.ok ? undefined : `it answered ${answer.status}`
  } catch (error) {
    const cause = (error as Error).cause
    return cause instanceof Error ? cause.message : (error as Error).message
  }
}

/** The address without what may be secret in it. */
function originOf(receiver: string): string {
  return new URL(receiver).origin
}
