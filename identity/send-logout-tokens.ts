import { setTimeout as pause } from 'node:timers/promises'

/** Waits before each try. All end before the token does, which lives two minutes. */
const RETRY_AFTER_MS = [0, 1_000, 5_000, 20_000, 60_000]
const TRY_TIMEOUT_MS = 3_000
const LIMIT_UNDER_WAY = 500

/**
 * Takes the provider's requests with logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.5) and sends them in the
 * background: it answers at once, so that an application that does not listen holds nobody up. What cannot be
 * delivered is reported, without the token.
 */
export function sendLogoutTokens(report: (line: string) => void): typeof fetch {
  let underWay = 0

  async function deliver(url: string, body: string): Promise<void> {
    let failure = 'it was not tried'
    for (const wait of RETRY_AFTER_MS) {
      // Not a reason to stay: the program may end while it waits.
      if (wait > 0) await pause(wait, undefined, { ref: false })
      const status = await post(url, body)
      if (typeof status === 'number' && status < 300) return
      failure = typeof status === 'number' ? `it answers ${status}` : status
      if (typeof status === 'number' && isFinal(status)) break
    }
    report(`the application was not told of a sign-out: ${failure}`)
  }

  return async (input, init) => {
    if (underWay >= LIMIT_UNDER_WAY) {
      report('the application was not told of a sign-out: too many are waiting')
    } else {
      underWay += 1
      const done = deliver(String(input), String(init?.body ?? ''))
      void done.finally(() => {
        underWay -= 1
      })
    }
    return new Response(null, { status: 204 })
  }
}

async function post(url: string, body: string): Promise<number | string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TRY_TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'it is too slow' : 'it cannot be reached'
  }
}

/** An application that understood and refused refuses again. */
function isFinal(status: number): boolean {
  return status >= 300 && status < 500 && status !== 408 && status !== 429
}
