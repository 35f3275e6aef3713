import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type House, inTransaction } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordRefusal } from '../../platform/security-log/record-security.ts'
import { endSessions } from './end-sessions.ts'
import { countLogout } from './sign-in-limits.ts'
import { spendOnce } from './spend-once.ts'
import { LOGOUT_TOKEN_SECONDS, LogoutTokenInvalid, verifyLogoutToken } from './verify-logout-token.ts'

const MAX_BYTES = 16 * 1024
const HOUR = 3_600_000

/**
 * Where the Identity System says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0): 200 when
 * their sessions have ended here, 400 for a token that is not right or was here before, 503 while it cannot be checked.
 */
export function receiveLogoutTokens(app: FastifyInstance, house: House): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    )
    scope.post('/auth/back-channel-logout', (request, reply) => logOut(house, request, reply))
  })
}

async function logOut(house: House, request: FastifyRequest, reply: FastifyReply) {
  try {
    await countLogout(house, request.ip)
    const given = request.body instanceof URLSearchParams ? request.body.getAll('logout_token') : []
    if (given.length !== 1 || !given[0]) throw new LogoutTokenInvalid('missing')
    const token = await verifyLogoutToken(house, given[0])
    await inTransaction(house, { actor: { kind: 'system', name: 'identity-system' } }, async (ctx) => {
      const { issuer, id, subject, idpSession } = token
      const forgotten = new Date(ctx.now.getTime() + 2 * LOGOUT_TOKEN_SECONDS * 1000)
      if (!(await spendOnce(ctx, 'logout-token', [issuer, id], forgotten)))
        throw new LogoutTokenInvalid('replayed')
      // A sign-in that is under way with this session must not open it again.
      if (idpSession !== null) {
        await spendOnce(ctx, 'ended-session', [issuer, idpSession], new Date(ctx.now.getTime() + HOUR))
      }
      // A session names one person's one browser; without it, all of the person's end.
      const whose = idpSession === null ? { subject, idpSession } : { subject: null, idpSession }
      await endSessions(ctx, { issuer, ...whose }, 'identity-system', request.ip)
    })
    return reply.code(200).send()
  } catch (error) {
    return sendRefused(house, request, reply, error)
  }
}

async function sendRefused(house: House, request: FastifyRequest, reply: FastifyReply, error: unknown) {
  if (error instanceof Refusal)
    return reply.code(error.status).headers(error.headers).send({ error: 'slow_down' })
  if (!(error instanceof LogoutTokenInvalid)) {
    house.log.error({ err: error }, 'back-channel logout: the token could not be checked')
    return reply.code(503).header('retry-after', '5').send({ error: 'temporarily_unavailable' })
  }
  house.log.warn({ reason: error.message }, 'back-channel logout: refused')
  await recordRefusal(house, {
    ...{ type: 'session.ended', outcome: 'refused', actor: { kind: 'nobody' }, address: request.ip },
    detail: { reason: `logout-token: ${error.message}` },
  })
  return reply.code(400).send({ error: 'invalid_request' })
}
