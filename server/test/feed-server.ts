import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SnapshotInput } from '../modules/directory/index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** An Identity System's feed as a real server, which answers as the test says at each moment. */
export async function openFeedServer() {
  let answer: Answer = (_, response) => response.writeHead(503).end()
  let asked: IncomingMessage[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    /** What was asked since `answers` or `forget` was called last. */
    asked: () => asked,
    forget: () => {
      asked = []
    },
    answers: (next: Answer) => {
      answer = next
    },
    /** Answers the snapshot, and 304 to who has it under this tag. */
    gives: (snapshot: SnapshotInput, tag: string) => {
      answer = (request, response) => {
        if (request.headers['if-none-match'] === tag) return response.writeHead(304).end()
        response.setHeader('etag', tag)
        response.end(JSON.stringify(snapshot))
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
