import type { FastifyReply, FastifyRequest } from 'fastify'
import { LANGUAGES } from '../../../contract/languages.ts'
import { type Ctx, type House, inTransaction } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordRefusal, recordSecurity } from '../../platform/security-log/record-security.ts'
import { networkOf, staffActor } from '../directory/index.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import { deviceOf } from './device-of.ts'
import { CLOCK_SKEW_SECONDS } from './identity-configuration.ts'
import type { Confirmed } from './identity-port.ts'
import { matchUser } from './match-user.ts'
import { noticeLanguage } from './notice-language.ts'
import { type Notice, sendNotice } from './notice-page.ts'
import { openSession } from './open-session.ts'
import { reasonOf } from './reason-of.ts'
import { FLOW_SECONDS, type Flow, unsealFlow } from './sign-in-flow.ts'
import { countFailure } from './sign-in-limits.ts'
import { isSpent, spendOnce } from './spend-once.ts'
import { staffIdentity } from './staff-identity.ts'
import { type Proof, raiseSession, sessionSeconds } from './staff-sessions.ts'

const A_YEAR = 365 * 24 * 3600

/** Why a sign-in came to nothing: the page that is shown, and the word for the security log. */
type Failed = { notice: Notice; reason: string; userId?: string | null }
type Opened = { value: string; seconds: number }

/** The browser is back from the Identity System: a session, or a page that says why not. */
export async function finishSignIn(house: House, request: FastifyRequest, reply: FastifyReply) {
  const flow = unsealFlow(house, readCookie(request, house, 'flow'))
  // One flow, one try.
  clearCookie(reply, house, 'flow')
  const { search } = new URL(request.url, house.config.publicUrl)
  const outcome = await finish(house, request, flow, search)
  if ('notice' in outcome) return sendFailed(house, request, reply, flow, outcome)
  keepChosenLanguage(reply, house, new URLSearchParams(search).get('ui_locales'))
  setCookie(reply, house, 'staff', outcome.value, outcome.seconds)
  // Browsers keep about 4 kB; without the hint the Identity System asks before it signs out.
  if (outcome.idToken !== null && outcome.idToken.length < 3500)
    setCookie(reply, house, 'hint', outcome.idToken, outcome.seconds)
  return reply.redirect(outcome.returnTo, 303)
}

async function finish(
  house: House,
  request: FastifyRequest,
  flow: Flow | null,
  search: string,
): Promise<Failed | (Opened & { idToken: string | null; returnTo: string })> {
  if (!flow) return { notice: 'expired', reason: 'no-flow' }
  const until = new Date(flow.startedAt + FLOW_SECONDS * 1000)
  const first = await spendOnce(storeOf(house), 'sign-in', [flow.state], until)
  if (!first) return { notice: 'expired', reason: 'replayed' }
  const confirmed = await staffIdentity(house)
    .confirm(flow, search)
    .catch((error) => {
      house.log.warn({ reason: reasonOf(error) }, 'sign-in: not confirmed')
      return null
    })
  if (!confirmed) return { notice: 'failed', reason: 'not-confirmed' }
  const proof = { ...confirmed.proof, device: deviceOf(request.headers['user-agent']) }
  const before = readCookie(request, house, 'staff')
  try {
    const outcome = await inTransaction(house, { actor: { kind: 'system', name: 'sign-in' } }, (ctx) =>
      settle(ctx, flow, { claims: confirmed.claims, proof, before, address: request.ip }),
    )
    return 'notice' in outcome ? outcome : { ...outcome, idToken: confirmed.idToken, returnTo: flow.returnTo }
  } catch (error) {
    // Until the directory was read for the first time, nobody is known.
    if (error instanceof Refusal && error.code === 'not-ready')
      return { notice: 'unreachable', reason: 'no-directory' }
    throw error
  }
}

type Answered = { claims: Confirmed['claims']; proof: Proof; before: string | null; address: string }

async function settle(ctx: Ctx, flow: Flow, answered: Answered): Promise<Failed | Opened> {
  const { proof, before, address } = answered
  const match = matchUser(await networkOf(ctx), answered.claims, staffIdentity(ctx.house).rule)
  if ('refused' in match) return { notice: 'unknown', reason: match.refused, userId: match.userId }
  const { userId } = match
  if (proof.idpSession !== null && proof.issuer !== null) {
    const ended = await isSpent(ctx, 'ended-session', [proof.issuer, proof.idpSession])
    if (ended) return { notice: 'failed', reason: 'ended-there', userId }
  }
  if (flow.stepUp !== null)
    return stepUp(ctx, { id: flow.stepUp, userId, startedAt: flow.startedAt }, answered)
  const value = await openSession(ctx, userId, { before, proof, address })
  if (value === null) return { notice: 'unknown', reason: 'inactive-user', userId }
  return { value, seconds: sessionSeconds(ctx.house.config) }
}

/** The same person, proved after we asked, raises the session that asked; nothing else does. */
async function stepUp(
  ctx: Ctx,
  wanted: { id: string; userId: string; startedAt: number },
  { proof, before, address }: Answered,
): Promise<Failed | Opened> {
  const { id, userId } = wanted
  const earliest = wanted.startedAt - CLOCK_SKEW_SECONDS * 1000
  if ((proof.authenticatedAt?.getTime() ?? 0) < earliest)
    return { notice: 'failed', reason: 'proof-not-fresh', userId }
  const actor = await staffActor(ctx, userId)
  const raised = actor && before ? await raiseSession(ctx, { id, userId, value: before }, proof) : null
  if (!actor || !raised) return { notice: 'otherPerson', reason: 'other-session', userId }
  const detail = { session: id, methods: [...proof.methods] }
  await recordSecurity(ctx, { type: 'step-up', outcome: 'done', actor, address, detail })
  const seconds = Math.floor((raised.expiresAt.getTime() - ctx.now.getTime()) / 1000)
  return { value: raised.value, seconds }
}

async function sendFailed(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: Flow | null,
  { notice, reason, userId }: Failed,
) {
  await countFailure(house, request.ip)
  await recordRefusal(house, {
    ...{
      type: flow && flow.stepUp !== null ? 'step-up' : 'sign-in',
      outcome: 'refused',
      address: request.ip,
    },
    ...{ actor: { kind: 'nobody' }, detail: { reason } },
    ...(userId ? { subject: { type: 'user', id: userId } } : {}),
  })
  const chosen =
    flow?.language ?? (userId ? (await networkOf(storeOf(house))).users.get(userId)?.language : null)
  return sendNotice(reply, notice, chosen ?? noticeLanguage(request))
}

/** The language that somebody chose on the sign-in page, kept as our own pages keep it. */
function keepChosenLanguage(reply: FastifyReply, { config }: House, said: string | null): void {
  const language = LANGUAGES.find((one) => one === said)
  if (!language) return
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : ''
  // Pages read and change it themselves, so it is not HttpOnly.
  reply.header('set-cookie', `ic_lang=${language}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`)
}

const storeOf = (house: House) => ({ house, tx: house.db, now: house.clock() })
