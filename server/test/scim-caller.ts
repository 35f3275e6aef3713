import type { FastifyInstance } from 'fastify'

export const SCIM_TOKEN = 'a-scim-token-of-the-tests-0123456789'

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
export type ScimAnswer = { status: number; body: any; headers: Record<string, string> }
type More = { headers?: Record<string, string>; raw?: string }

/** A SCIM client: sends requests with the token, and sees that every answer is in SCIM's own form. */
export function scimCaller(app: FastifyInstance, token: string | null = SCIM_TOKEN) {
  const send = async (method: string, path: string, body?: unknown, more: More = {}): Promise<ScimAnswer> => {
    const payload = more.raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const answer = await app.inject({
      ...{ method: method as 'GET', url: `/scim/v2${path}` },
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...more.headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const type = String(answer.headers['content-type'] ?? '')
    const parsed = answer.payload === '' ? undefined : JSON.parse(answer.payload)
    if (parsed !== undefined && !type.startsWith('application/scim+json'))
      throw new Error(`answered ${type}: ${answer.payload.slice(0, 200)}`)
    if (answer.statusCode >= 400 && parsed?.status !== String(answer.statusCode))
      throw new Error(`an error in another form: ${answer.payload.slice(0, 200)}`)
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, body: parsed, headers: Object.fromEntries(headers) }
  }
  return {
    send,
    get: (path: string, headers: Record<string, string> = {}) => send('GET', path, undefined, { headers }),
    post: (path: string, body: unknown) => send('POST', path, body),
    put: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      send('PUT', path, body, { headers }),
    patch: (path: string, operations: readonly unknown[], headers: Record<string, string> = {}) =>
      send('PATCH', path, { schemas: [PATCH], Operations: operations }, { headers }),
    remove: (path: string, headers: Record<string, string> = {}) =>
      send('DELETE', path, undefined, { headers }),
  }
}
export type ScimCaller = ReturnType<typeof scimCaller>

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
