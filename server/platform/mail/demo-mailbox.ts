import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../context.ts'
import { mailboxPage, mailPage } from './demo-mailbox-pages.ts'
import { type KeptMail, mailboxFolder, mailIds, readMail } from './mailbox-files.ts'

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
// The mail itself: its own inline styles, no script, no origin; its links open beside it.
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

const FONTS = {
  'inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'vazirmatn.woff2': '@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2',
}

/**
 * The demo's mailbox under `/demo/mailbox`, for whoever sits at this machine. It shows tracking links, so it exists
 * in demo mode only, and answers nobody else as if it did not exist.
 */
export function registerDemoMailbox(app: FastifyInstance, house: House): void {
  if (!house.config.demo || house.config.mail.kind !== 'mailbox') return
  const folder = mailboxFolder(house.config.dataDir)
  const fonts = Object.entries(FONTS).map(([name, source]) => ({
    name,
    content: readFileSync(fileURLToPath(import.meta.resolve(source))),
  }))
  const stylesheet = readFileSync(join(import.meta.dirname, 'demo-mailbox.css'))

  app.register(async (pages) => {
    pages.addHook('onRequest', async (request, reply) => {
      if (!fromThisMachine(request)) return reply.code(404).type('text/plain').send('Not found')
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      reply.header('x-content-type-options', 'nosniff')
    })
    pages.get('/demo/mailbox.css', (_, reply) => reply.type('text/css; charset=utf-8').send(stylesheet))
    for (const { name, content } of fonts)
      pages.get(`/demo/mailbox-fonts/${name}`, (_, reply) => reply.type('font/woff2').send(content))
    pages.get('/demo/mailbox', async (_, reply) => {
      const mails = await Promise.all((await mailIds(folder)).map((id) => readMail(folder, id)))
      const kept = mails.filter((mail) => mail !== null)
      return html(reply, PAGE_POLICY, mailboxPage(kept))
    })
    pages.get<{ Params: { id: string } }>('/demo/mailbox/:id', (request, reply) =>
      withMail(request, reply, (mail) => html(reply, PAGE_POLICY, mailPage(mail))),
    )
    pages.get<{ Params: { id: string } }>('/demo/mailbox/:id/html', (request, reply) =>
      withMail(request, reply, (mail) =>
        html(reply, MAIL_POLICY, mail.html.replace('<head>', '<head><base target="_blank">')),
      ),
    )
  })

  async function withMail(
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    answer: (mail: KeptMail) => FastifyReply,
  ) {
    const mail = await readMail(folder, request.params.id)
    return mail ? answer(mail) : reply.code(404).type('text/plain').send('Not found')
  }
}

function html(reply: FastifyReply, policy: string, page: string): FastifyReply {
  reply.header('content-security-policy', policy).header('x-frame-options', 'SAMEORIGIN')
  return reply.type('text/html; charset=utf-8').send(page)
}

/** What proxies say of themselves and of whom they ask for. */
const PROXY_HEADERS = [
  ...[
    'forwarded',
    'via',
    'x-real-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-client-ip',
    'x-cluster-client-ip',
  ],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-server'],
]

/** The connection itself, and no sign of somebody behind it: a proxy's header, or a name that points here. */
export function fromThisMachine(request: FastifyRequest): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  if (address !== '::1' && !address.startsWith('127.')) return false
  if (PROXY_HEADERS.some((name) => request.headers[name] !== undefined)) return false
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
}
