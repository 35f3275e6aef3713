import { createHash, randomBytes } from 'node:crypto'
import type { Config } from '../../platform/config.ts'
import type { Ctx } from '../../platform/context.ts'
import type { SignInTables } from './tables.ts'

const TOUCH_MS = 60_000

type Store = Pick<Ctx, 'house' | 'tx' | 'now'>
const db = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<SignInTables>()
const idleMs = ({ session }: Config) => session.idleMinutes * 60_000
/** A session that was last used then has ended. */
export const oldestUse = ({ house, now }: Pick<Ctx, 'house' | 'now'>) =>
  new Date(now.getTime() - idleMs(house.config))
/** Seconds that a session may last, however much it is used; and that the browser keeps its cookie. */
export const sessionSeconds = ({ session }: Config) => session.hours * 3600

/** What the Identity System said of a sign-in. */
export type Proof = {
  issuer: string | null
  /** `sub` and `sid` at the issuer. */
  subject: string | null
  idpSession: string | null
  /** When they proved who they are; null where that is not said, and then dangerous acts ask for it. */
  authenticatedAt: Date | null
  /** `amr`, RFC 8176. */
  methods: readonly string[]
  /** As `deviceOf` words it. */
  device: string | null
}

/** The hash by which a cookie's value finds its session. */
export const sessionHash = (value: string) => createHash('sha256').update(value).digest()

/**
 * Makes a session of this user and gives the value of its cookie; it is never chosen by the browser. What is not said
 * of the proof is unknown, but for its time: then it is now.
 */
export async function createStaffSession(
  ctx: Store,
  userId: string,
  proof: Partial<Proof> = {},
): Promise<string> {
  return (await insertSession(ctx, userId, proof)).value
}

/** The same, with the id of the session, by which its owner and the log name it. */
export async function insertSession(
  ctx: Store,
  userId: string,
  proof: Partial<Proof> = {},
): Promise<{ id: string; value: string }> {
  const value = randomBytes(32).toString('base64url')
  await forgetEndedSessions(ctx)
  const { id } = await db(ctx)
    .insertInto('staff_sessions')
    .values({
      ...{ id_hash: sessionHash(value), user_id: userId, created_at: ctx.now, last_seen_at: ctx.now },
      expires_at: new Date(ctx.now.getTime() + sessionSeconds(ctx.house.config) * 1000),
      ...{ issuer: proof.issuer ?? null, subject: proof.subject ?? null },
      idp_session: proof.idpSession ?? null,
      authenticated_at: proof.authenticatedAt === undefined ? ctx.now : proof.authenticatedAt,
      ...{ methods: [...(proof.methods ?? [])], device: proof.device ?? null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, value }
}

export type LivingSession = { id: string; userId: string; authenticatedAt: Date | null }

/** The living session of a cookie's value, or null. Being seen is noted at most once a minute. */
export async function livingSession(ctx: Store, value: string): Promise<LivingSession | null> {
  const id_hash = sessionHash(value)
  const row = await db(ctx)
    .selectFrom('staff_sessions')
    .select(['id', 'user_id', 'authenticated_at', 'last_seen_at', 'expires_at'])
    .where('id_hash', '=', id_hash)
    .executeTakeFirst()
  if (!row) return null
  const unused = ctx.now.getTime() - row.last_seen_at.getTime()
  if (row.expires_at <= ctx.now || unused >= idleMs(ctx.house.config)) return null
  if (unused >= TOUCH_MS) {
    await db(ctx)
      .updateTable('staff_sessions')
      .set({ last_seen_at: ctx.now })
      .where('id_hash', '=', id_hash)
      .where('last_seen_at', '<', ctx.now)
      .execute()
  }
  return { id: row.id, userId: row.user_id, authenticatedAt: row.authenticated_at }
}

/**
 * Raises a living session by a fresh proof of the same user and gives the new value of its cookie: whoever had the old
 * one does not rise along. It ends when it would have ended. Null where the browser's session is not this one.
 */
export async function raiseSession(
  ctx: Store,
  wanted: { id: string; userId: string; value: string },
  proof: Proof,
): Promise<{ value: string; expiresAt: Date } | null> {
  const value = randomBytes(32).toString('base64url')
  const raised = await db(ctx)
    .updateTable('staff_sessions')
    .set({
      ...{ id_hash: sessionHash(value), last_seen_at: ctx.now, issuer: proof.issuer },
      ...{ subject: proof.subject, idp_session: proof.idpSession },
      ...{ authenticated_at: proof.authenticatedAt, methods: [...proof.methods] },
    })
    .where('id_hash', '=', sessionHash(wanted.value))
    .where('id', '=', wanted.id)
    .where('user_id', '=', wanted.userId)
    .where('expires_at', '>', ctx.now)
    .where('last_seen_at', '>', oldestUse(ctx))
    .returning('expires_at')
    .executeTakeFirst()
  return raised ? { value, expiresAt: raised.expires_at } : null
}

/** Swept with each sign-in, so that the table holds living sessions only. */
export async function forgetEndedSessions(ctx: Store): Promise<void> {
  await db(ctx)
    .deleteFrom('staff_sessions')
    .where((e) => e.or([e('expires_at', '<=', ctx.now), e('last_seen_at', '<=', oldestUse(ctx))]))
    .execute()
}
