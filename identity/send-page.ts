import type { ServerResponse } from 'node:http'

export function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
  })
  response.end(page)
}

/** Leads a browser that has posted a form to the page that it sees next, on this origin. */
export function sendTo(response: ServerResponse, path: string): void {
  response.writeHead(303, { Location: path, 'Content-Length': 0 }).end()
}
