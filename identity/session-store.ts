import type { DatabaseSync } from 'node:sqlite'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'

const LIMIT_PER_KIND = 20_000
const CHECK_LIMIT_EVERY = 200
const REMEMBER_ENDED_MS = 60_000

export interface SessionStore {
  /** What the OpenID provider keeps its sessions, grants, codes and tokens with. */
  adapter(kind: string): Adapter
  /** Who has a session here, and since when the eldest of each lasts (seconds since 1970). */
  signedIn(): { accountId: string; eldestLogin: number }[]
  /** Forgets sessions, sign-ins, grants and tokens of a person. */
  forgetAccount(accountId: string): void
  sweep(): void
}

/**
 * Persistent sessions, grants and tokens. A code or refresh token is used once, also when two requests bring it at the
 * same time: the second is refused and everything of its grant is revoked (RFC 9700, 4.14.2).
 * Each kind has its own limit, so that a flood of unfinished sign-ins does not push out sessions.
 */
export function openSessionStore(
  database: DatabaseSync,
  now: () => number = Date.now,
  limit = LIMIT_PER_KIND,
): SessionStore {
  const put = database.prepare(
    `insert into entries (kind, id, payload, expires_at, account_id, grant_id, uid) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (kind, id) do update set payload = excluded.payload, expires_at = excluded.expires_at,
       account_id = excluded.account_id, grant_id = excluded.grant_id, uid = excluded.uid`,
  )
  const live = 'and (expires_at is null or expires_at > ?)'
  const byId = database.prepare(`select payload from entries where kind = ? and id = ? ${live}`)
  const byUid = database.prepare(`select payload from entries where kind = ? and uid = ? ${live}`)
  const consume = database.prepare(
    `update entries set payload = json_set(payload, '$.consumed', ?)
     where kind = ? and id = ? and json_extract(payload, '$.consumed') is null`,
  )
  const remove = database.prepare('delete from entries where kind = ? and id = ?')
  // Not sign-ins under way: whoever signs in as somebody else revokes the grant of who was here before.
  const removeGrant = database.prepare(
    `delete from entries where (grant_id = ?1 and kind in ('AccessToken', 'AuthorizationCode', 'RefreshToken'))
       or (kind = 'Grant' and id = ?1)`,
  )
  const sessionUids = database.prepare(`select uid from entries where account_id = ? and kind = 'Session'`)
  const removeAccount = database.prepare('delete from entries where account_id = ?')
  const removeExpired = database.prepare('delete from entries where expires_at <= ?')
  const removeEldest = database.prepare(
    `delete from entries where kind = ?1 and id in
      (select id from entries where kind = ?1 order by expires_at desc limit -1 offset ${limit})`,
  )
  const signedIn = database.prepare(
    `select account_id, min(json_extract(payload, '$.loginTs')) as eldest from entries
     where account_id is not null and kind = 'Session' group by account_id`,
  )

  // A request that was under way while its session was ended must not store it again.
  const ended = new Map<string, number>()
  let writes = 0

  function store(kind: string, id: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    if (kind === 'Session' && payload.uid && ended.has(payload.uid)) return
    const account = payload.accountId ?? payload.result?.login?.accountId ?? null
    const expiresAt = expiresIn ? now() + expiresIn * 1000 : null
    const { grantId = null, uid = null } = payload
    put.run(kind, id, JSON.stringify(payload), expiresAt, account, grantId, uid)
    writes += 1
    if (writes % CHECK_LIMIT_EVERY === 0) removeEldest.run(kind)
  }
  const parsed = (row: Record<string, unknown> | undefined) =>
    row ? (JSON.parse(String(row.payload)) as AdapterPayload) : undefined
  const revoke = (grantId: string) => void removeGrant.run(grantId)

  return {
    adapter: (kind) => ({
      upsert: async (id, payload, expiresIn) => store(kind, id, payload, expiresIn),
      find: async (id) => parsed(byId.get(kind, id, now())),
      findByUid: async (uid) => parsed(byUid.get(kind, uid, now())),
      // Only the device flow asks this, and it is not offered.
      findByUserCode: async () => undefined,
      async consume(id) {
        if (consume.run(Math.floor(now() / 1000), kind, id).changes > 0) return
        const { grantId } = parsed(byId.get(kind, id, now())) ?? {}
        if (grantId) revoke(grantId)
        throw new errors.InvalidGrant('already used')
      },
      destroy: async (id) => void remove.run(kind, id),
      revokeByGrantId: async (grantId) => revoke(grantId),
    }),
    signedIn: () =>
      signedIn.all().map((row) => ({ accountId: String(row.account_id), eldestLogin: Number(row.eldest) })),
    forgetAccount(accountId) {
      for (const { uid } of sessionUids.all(accountId)) ended.set(String(uid), now() + REMEMBER_ENDED_MS)
      removeAccount.run(accountId)
    },
    sweep() {
      removeExpired.run(now())
      for (const [uid, until] of ended) if (until <= now()) ended.delete(uid)
    },
  }
}
