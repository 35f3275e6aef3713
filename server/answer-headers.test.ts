import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendSecurityHeaders } from './platform/http/security-headers.ts'
import { servePages } from './platform/http/serve-pages.ts'
import { openTestApp, type TestApp } from './test/test-app.ts'
import { USER } from './test/world-network.ts'

/* Every kind of answer bears the same protection, refusals and files too. PUBLIC_URL of the test world is https. */

let world: TestApp
let pages: FastifyInstance
const dist = mkdtempSync(join(tmpdir(), 'interchange-pages-'))

beforeAll(async () => {
  world = await openTestApp()
  for (const folder of ['assets', 'portal', 'web/staff', 'web/admin'])
    mkdirSync(join(dist, folder), { recursive: true })
  writeFileSync(join(dist, 'assets/look-1.css'), 'b{}')
  for (const page of ['portal', 'web/staff', 'web/admin'])
    writeFileSync(
      join(dist, page, 'index.html'),
      '<!doctype html><html lang="en"><head></head><body></body></html>',
    )
  pages = fastify()
  await sendSecurityHeaders(pages, { publicUrl: 'https://support.example', formTargets: [] })
  const lost = await servePages(pages, { dist, languageOf: () => 'en', beforePortal: () => {} })
  pages.setNotFoundHandler((request, reply) => (lost(request, reply) ? reply : reply.code(404).send({})))
})
afterAll(async () => {
  await world.close()
  await pages.close()
  rmSync(dist, { recursive: true })
})

const html = { accept: 'text/html' }
const ANSWERS: [string, () => FastifyInstance, string, Record<string, string>?][] = [
  ['an answer of the API', () => world.app, '/api/v1/session'],
  ['a refusal of the API', () => world.app, '/api/v1/tickets'],
  ['an address that does not exist', () => world.app, '/api/v1/nowhere'],
  ['an address that cannot be read', () => world.app, '/api/v1/tickets/%ff'],
  ['the OpenAPI document', () => world.app, '/api/openapi.json'],
  ['the reader of the documents', () => world.app, '/api/docs/static/index.html'],
  ['what a refusal means', () => world.app, '/api/problems/not-found'],
  ['health', () => world.app, '/healthz'],
  ['readiness', () => world.app, '/readyz'],
  ['a sign-in that cannot begin', () => world.app, '/auth/sign-in?moved=1'],
  ['an answer that was not asked for', () => world.app, '/auth/callback'],
  ['a page of the portal', () => pages, '/'],
  ['a page of the staff', () => pages, '/staff/v/mine'],
  ['a file', () => pages, '/assets/look-1.css'],
  ['a file that is not there', () => pages, '/assets/none.css'],
  ['a page that is not there', () => pages, '/nowhere', html],
]

describe.each(ANSWERS)('%s', (what, app, url, headers = {}) => {
  it('bears the headers that protect it', async () => {
    const answer = await app().inject({ url, headers })
    const policy = String(answer.headers['content-security-policy'])
    const directives = policy.split(';').map((directive) => directive.trim())
    expect(directives).toContain("frame-ancestors 'none'")
    expect(directives.some((directive) => /^default-src '(none|self)'$/.test(directive))).toBe(true)
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    // The reader of the documents alone writes styles at run time, and holds no data of ours.
    if (!what.includes('reader')) expect(policy).not.toContain('unsafe-inline')
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    expect(answer.headers['x-powered-by']).toBeUndefined()
    expect(answer.headers.server).toBeUndefined()
  })
})

describe('over https', () => {
  it('browsers are told to stay there, and over http they are not', async () => {
    const secure = await world.app.inject({ url: '/healthz' })
    expect(secure.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
    const plain = fastify()
    await sendSecurityHeaders(plain, { publicUrl: 'http://localhost:3000', formTargets: [] })
    plain.get('/', async () => 'x')
    expect((await plain.inject('/')).headers['strict-transport-security']).toBeUndefined()
    await plain.close()
  })
})

describe('a page of the staff', () => {
  it('lets only style sheets count that bear its own number, another one each time', async () => {
    const numbers = new Set<string>()
    for (let times = 0; times < 2; times += 1) {
      const answer = await pages.inject('/staff')
      const policy = String(answer.headers['content-security-policy'])
      const number = /style-src 'self' 'nonce-([\w+/=]{24})'/.exec(policy)?.[1] ?? ''
      expect(answer.body).toContain(`<meta property="csp-nonce" nonce="${number}" />`)
      numbers.add(number)
    }
    expect(numbers.size).toBe(2)
    expect((await pages.inject('/')).headers['content-security-policy']).toMatch(/style-src 'self'(;|$)/)
  })
})

it('what belongs to somebody is kept by no cache', async () => {
  const staff = await world.staff(USER.alphaManager)
  for (const path of ['/session', '/session/sessions', '/tickets', '/network/users'])
    expect((await staff.get(path)).headers['cache-control'], path).toBe('private, no-store')
  for (const url of ['/auth/sign-in?moved=1', '/auth/callback'])
    expect((await world.app.inject({ url })).headers['cache-control'], url).toBe('no-store')
})
