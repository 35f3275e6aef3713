import { join } from 'node:path'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Actor } from '../contract/actor.ts'
import { inLanguage } from '../contract/languages.ts'
import { PROBLEMS, type ProblemCode } from '../contract/problem.ts'
import { problemWords } from '../texts/problems.ts'
import { registerHealth } from './health.ts'
import { requireAction } from './modules/access/index.ts'
import { auditRoutes } from './modules/audit/index.ts'
import {
  directoryRoutes,
  networkOf,
  registerDirectoryNotices,
  registerScim,
} from './modules/directory/index.ts'
import {
  type NotificationPorts,
  notificationJobs,
  notificationSubscribers,
} from './modules/notifications/index.ts'
import {
  allowEmbeds,
  answerPreflight,
  type CodeSender,
  customerSignInRoutes,
  emailCodes,
  endInactiveSessions,
  ensurePortalSession,
  identify,
  pageLanguage,
  registerSignIn,
  signInRoutes,
  trackCookie,
} from './modules/sign-in/index.ts'
import {
  adoptTickets,
  exampleRequests,
  type TicketTypePorts,
  ticketJobs,
  ticketRoutes,
  ticketSubscribers,
} from './modules/tickets/index.ts'
import { vehicleRoutes } from './modules/vehicles/index.ts'
import { type Ctx, type House, inTransaction } from './platform/context.ts'
import { documentsTheme } from './platform/http/documents-theme.ts'
import { limitRequest } from './platform/http/limit-request.ts'
import { openApiDocument } from './platform/http/openapi.ts'
import { problemDetails } from './platform/http/problem-details.ts'
import { methodsOf, refusalOf, registerRoutes } from './platform/http/register-routes.ts'
import type { Route } from './platform/http/route.ts'
import { sendBareSecurityHeaders, sendSecurityHeaders } from './platform/http/security-headers.ts'
import { servePages } from './platform/http/serve-pages.ts'
import { housekeeping } from './platform/jobs/housekeeping.ts'
import { createMailer } from './platform/mail/create-mailer.ts'
import { registerDemoMailbox } from './platform/mail/demo-mailbox.ts'
import { Refusal } from './platform/refusal.ts'
import { recordRefusal } from './platform/security-log/record-security.ts'

/** Rooms of types, handed in: none exists yet, so the five types ask for nothing but a closing code. */
const TICKET_TYPES: TicketTypePorts = []

// The reader of the API documents writes styles at run time, and nothing leaves this origin.
const DOCUMENTS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

const MAX_BODY_BYTES = 256 * 1024

/** The table of all routes, lowest rooms first. The OpenAPI document and the isolation matrix are read off it. */
export function allRoutes(
  types: TicketTypePorts = TICKET_TYPES,
  senders: readonly CodeSender[] = [],
): Route[] {
  return [
    ...directoryRoutes,
    ...vehicleRoutes,
    ...signInRoutes,
    ...customerSignInRoutes({ senders, adoptTickets }),
    ...ticketRoutes({
      types,
      trackCookie: (ctx, ticketId, linkVersion) => trackCookie(ctx.house, ticketId, linkVersion),
    }),
    ...auditRoutes,
  ]
}

/** The web server: the API, its documents, and the pages. */
export async function buildApp(
  house: House,
  types: TicketTypePorts = TICKET_TYPES,
): Promise<FastifyInstance> {
  const { config } = house
  const app = Fastify({
    loggerInstance: house.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    // As many proxies as configured may speak for the caller, and no header beyond them.
    trustProxy: (_address: string, hop: number) => hop < config.trustedHops,
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
    // How long an id may be is the contract's to say; what is too long does not exist.
    routerOptions: { maxParamLength: 16 * 1024 },
    // An address that cannot be read leads nowhere.
    frameworkErrors: (_error, request, reply) => {
      sendBareSecurityHeaders(reply)
      sendProblem(new Refusal('not-found'), request, reply)
    },
  })
  await sendSecurityHeaders(app, { publicUrl: config.publicUrl, formTargets: formTargets(house) })
  readBodies(app)
  answerProblems(app, house)

  const mailer = createMailer(config)
  app.addHook('onClose', () => mailer.close())
  const routes = allRoutes(types, [emailCodes(mailer)])
  registerRoutes(app, routes, {
    house,
    identify: identify(house),
    requireAction,
    allowEmbeds: (request, reply) => allowEmbeds(house, request, reply),
    preflight: (request, reply, method) => answerPreflight(house, request, reply, method),
    limit: (request: FastifyRequest, actor: Actor, route: Route) =>
      limitRequest(house, request, actor, route),
  })
  await registerDocuments(app, house, routes)
  registerHealth(app, house)
  registerSignIn(app, house)
  registerDirectoryNotices(app, house)
  registerScim(app, house)
  if (config.mail.kind === 'mailbox') registerDemoMailbox(app, house)
  const lostPage = await servePages(app, {
    dist: join(import.meta.dirname, '../dist'),
    languageOf: pageLanguage,
    beforePortal: (request, reply) => ensurePortalSession(request, reply, house),
  })
  app.setNotFoundHandler((request, reply) => {
    if (lostPage(request, reply)) return reply
    const methods = methodsOf(routes, pathOf(request))
    if (methods.length > 0)
      throw new Refusal('method-not-allowed', { headers: { allow: methods.join(', ') } })
    throw new Refusal('not-found')
  })
  return app
}

/** What follows events: subscribers for the relay, and the jobs of workers. */
export function followers(house: House) {
  const ports: NotificationPorts = {
    mailer: createMailer(house.config),
    senderName: async (ctx: Ctx, language) => inLanguage((await networkOf(ctx)).distributor.name, language),
  }
  return {
    subscribers: [...ticketSubscribers(), ...notificationSubscribers()],
    jobs: [housekeeping, endInactiveSessions, ...ticketJobs(), ...notificationJobs(ports)],
    close: () => ports.mailer.close(),
  }
}

/** Signing out posts to us and is sent on to an OpenID provider, which form-action follows. */
const formTargets = ({ config: { signIn, oidc } }: House) =>
  signIn.kind === 'oidc' ? [new URL(oidc.issuer).origin] : []

/** JSON only. An empty body is none, whatever its type says. */
function readBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    return parse(request, body as string, done)
  })
}

const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? ''

function sendProblem(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = request.callerLanguage ?? pageLanguage(request)
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('cache-control', 'no-store')
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .send(problemDetails(refusal, language, problemWords, pathOf(request)))
}

const SECURITY_STATUS: Readonly<Record<number, 'request.refused' | 'request.limited'>> = {
  401: 'request.refused',
  403: 'request.refused',
  429: 'request.limited',
}

/** Refusals of the API are written down: who, which route, why. */
async function recordIfSecurity(house: House, refusal: Refusal, request: FastifyRequest): Promise<void> {
  const type = SECURITY_STATUS[refusal.status]
  const route = request.routeOptions.config?.route
  if (!type || !route) return
  const actor = request.caller ?? { kind: 'nobody' as const }
  // Somebody who is not signed in yet is everyday life; a key or a cookie that does not work is not.
  if (refusal.status === 401 && request.headers.authorization === undefined) return
  const subject = { type: 'route' as const, id: `${route.method} ${route.path}` }
  const detail = { code: refusal.code }
  await recordRefusal(house, { type, outcome: 'refused', actor, subject, address: request.ip, detail })
}

function answerProblems(app: FastifyInstance, house: House): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal) {
      void recordIfSecurity(house, refusal, request)
      return sendProblem(refusal, request, reply)
    }
    house.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed')
    return sendProblem(new Refusal('internal-error'), request, reply)
  })
}

/** Each refusal has an address, `/api/problems/{code}`, that says what it means. */
async function registerDocuments(
  app: FastifyInstance,
  house: House,
  routes: readonly Route[],
): Promise<void> {
  const about = { url: house.config.publicUrl }
  app.get('/api/openapi.json', async () =>
    inTransaction(house, { actor: { kind: 'nobody' } }, async (ctx) =>
      openApiDocument(routes, { ...about, examples: { 'POST /tickets': await exampleRequests(ctx) } }),
    ),
  )
  app.get('/api/problems/:code', async (request) => {
    const { code } = request.params as { code: string }
    if (!Object.hasOwn(PROBLEMS, code)) throw new Refusal('not-found')
    const title = problemWords.title(code as ProblemCode, pageLanguage(request))
    return { code, title, status: PROBLEMS[code as ProblemCode] }
  })
  await app.register(fastifySwagger, {
    mode: 'static',
    specification: { document: openApiDocument(routes, { ...about, examples: {} }) as never },
  })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    // It reads the document from an address of its own; ours has the examples of the directory as it is now.
    uiHooks: {
      onRequest: (request, reply, next) => {
        if (request.url.endsWith('/docs/json')) reply.redirect('/api/openapi.json')
        else next()
      },
    },
    uiConfig: {
      // Its links to one operation stand inside buttons, where keyboards and readers get lost.
      deepLinking: false,
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      // Without the bar that offers to open other documents.
      layout: 'BaseLayout',
      syntaxHighlight: false,
    },
    theme: documentsTheme,
    staticCSP: DOCUMENTS_POLICY,
  })
}
