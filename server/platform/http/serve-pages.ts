import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { directionOf, type Language } from '../../../contract/languages.ts'

export type PagePorts = {
  /** Folder that the build wrote. */
  dist: string
  languageOf: (request: FastifyRequest) => Language
  /** Gives the browser what a page of the portal needs: its anonymous session. */
  beforePortal: (request: FastifyRequest, reply: FastifyReply) => void
}

const PORTAL_PATHS = ['/', '/request/*', '/track', '/requests', '/requests/*', '/privacy']
const STAFF_PATHS = ['/staff', '/staff/*']
const ADMIN_PATHS = ['/admin', '/admin/*']

/** Answers a lost visitor with a page; false where there is none for this request. */
export type LostPage = (request: FastifyRequest, reply: FastifyReply) => boolean

/**
 * Serves the built pages: three documents, and hashed assets that never change. Gives what to answer to a browser that
 * asks for a page that there is not.
 */
export async function servePages(app: FastifyInstance, ports: PagePorts): Promise<LostPage> {
  const assets = join(ports.dist, 'assets')
  if (!existsSync(assets)) {
    app.log.warn('the pages are not built: only the API is served')
    return () => false
  }
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
    wildcard: true,
  })
  const portal = readFileSync(join(ports.dist, 'portal/index.html'), 'utf8')
  const staff = readFileSync(join(ports.dist, 'web/staff/index.html'), 'utf8')
  for (const path of PORTAL_PATHS) {
    app.get(path, (request, reply) => {
      ports.beforePortal(request, reply)
      return sendPage(reply, portal, ports.languageOf(request))
    })
  }
  const admin = readFileSync(join(ports.dist, 'web/admin/index.html'), 'utf8')
  for (const [paths, page] of [[STAFF_PATHS, staff] as const, [ADMIN_PATHS, admin] as const]) {
    for (const path of paths) {
      app.get(path, (request, reply) => sendPage(reply, withNonce(reply, page), ports.languageOf(request)))
    }
  }
  return (request, reply) => {
    const asksForPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!asksForPage || /^\/(api|assets|auth)\//.test(request.url)) return false
    sendPage(reply.code(404), portal, ports.languageOf(request))
    return true
  }
}

/**
 * The component library of the staff pages writes style sheets at run time, which the portal never does. Each page is
 * given a number of its own, and only sheets that bear it count (`web/shell/style-nonce.ts`).
 */
function withNonce(reply: FastifyReply, page: string): string {
  const nonce = randomBytes(16).toString('base64')
  const policy = String(reply.getHeader('content-security-policy'))
  reply.header(
    'content-security-policy',
    policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
  )
  return page.replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`)
}

/** The page already says its language and direction, so that nothing jumps when the script starts. */
function sendPage(reply: FastifyReply, page: string, language: Language): FastifyReply {
  const opening = `<html lang="${language}" dir="${directionOf(language)}"`
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-language', language)
    .header('vary', 'Accept-Language, Cookie')
    .send(page.replace(/<html(?: (?:lang|dir)="[^"]*")*/, opening))
}
