import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** An application's back-channel logout address, which remembers what it was sent. */
export async function startLogoutReceiver(port = 0) {
  const unread: string[] = []
  const waiting: (() => void)[] = []
  let answers: number[] = []
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    unread.push(form.get('logout_token') ?? '')
    response.writeHead(answers.shift() ?? 200).end()
    for (const wake of waiting.splice(0)) wake()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}/auth/back-channel-logout`,
    /** The next requests are answered like this, then again with 200. */
    answerNext(...statuses: number[]) {
      answers = statuses
    },
    /** The token of the next request that was not asked for yet, once it has come. */
    async next(): Promise<string> {
      for (;;) {
        const token = unread.shift()
        if (token !== undefined) return token
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    unread: () => unread.length,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type LogoutReceiver = Awaited<ReturnType<typeof startLogoutReceiver>>
