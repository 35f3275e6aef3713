import type { Language } from '../contract/languages.ts'
import type { Problem } from '../contract/problem.ts'

/** A refusal of the server, as it was worded for this reader. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.problem = problem
  }
}

/** The server could not be reached, or answered something that is not ours. Worth another try. */
export class ConnectionProblem extends Error {}

export type ApiOptions = {
  /** Origin of the server; empty for pages that it serves itself. */
  origin?: string
  language?: () => Language
  /** Which of the browser's sessions asks. */
  session?: 'staff' | 'portal' | 'tracking'
  fetch?: typeof fetch
  /**
   * Asks the person to prove once more who they are; true where they say so, and then the request is sent again. The
   * server alone knows: where it still misses the proof, the person is asked once more, with `again`.
   */
  confirm?: (again: boolean) => Promise<boolean>
}

export type RequestOptions = {
  query?: Record<string, string | number | undefined>
  body?: unknown
  idempotencyKey?: string
  ifMatch?: string
  signal?: AbortSignal
}

export type ApiAnswer<Body> = { body: Body; etag: string | null; status: number }
export type Request = <Body>(method: string, path: string, more?: RequestOptions) => Promise<ApiAnswer<Body>>

/** One way to ask the API: query, headers and problems in one place. */
export function makeRequest(options: ApiOptions): Request {
  const request = makeSingleRequest(options)
  return async (method, path, more) => {
    for (let again = false; ; again = true) {
      try {
        return await request(method, path, more)
      } catch (error) {
        const needed = error instanceof ApiProblem && error.problem.code === 'step-up-needed'
        if (!needed || !(await options.confirm?.(again))) throw error
      }
    }
  }
}

function makeSingleRequest(options: ApiOptions): Request {
  return async <Body>(method: string, path: string, more: RequestOptions = {}) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(more.query ?? {})) {
      if (value !== undefined && value !== '') query.set(name, String(value))
    }
    const headers: Record<string, string> = { accept: 'application/json' }
    if (options.language) headers['accept-language'] = options.language()
    if (options.session) headers['interchange-session'] = options.session
    if (more.body !== undefined) headers['content-type'] = 'application/json'
    if (more.idempotencyKey) headers['idempotency-key'] = `"${more.idempotencyKey}"`
    if (more.ifMatch) headers['if-match'] = more.ifMatch
    const search = query.size > 0 ? `?${query}` : ''
    let response: Response
    try {
      response = await (options.fetch ?? fetch)(`${options.origin ?? ''}/api/v1${path}${search}`, {
        method,
        headers,
        credentials: 'same-origin',
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
        ...(more.signal ? { signal: more.signal } : {}),
      })
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error
      throw new ConnectionProblem((error as Error).message)
    }
    const text = await response.text()
    const body = parse(text)
    if (response.ok)
      return { body: body as Body, etag: response.headers.get('etag'), status: response.status }
    if (body && typeof body === 'object' && 'code' in body) throw new ApiProblem(body as Problem)
    throw new ConnectionProblem(`HTTP ${response.status}`)
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
