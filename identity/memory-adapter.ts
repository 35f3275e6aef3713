import type { Adapter, AdapterPayload } from 'oidc-provider'

const LIMIT_PER_KIND = 20_000
const REVOKED_WITH_GRANT = ['AccessToken', 'AuthorizationCode', 'RefreshToken']

interface Entry {
  payload: AdapterPayload
  expiresAt: number
}

/**
 * Sessions, codes and tokens in memory: a restart ends the sessions here, not those of the applications.
 * Each kind has its own limit, so that a flood of unfinished sign-ins does not push out sessions.
 */
export function createMemoryAdapter(): (kind: string) => Adapter {
  const kinds = new Map<string, Map<string, Entry>>()
  return (kind) => {
    const entries = new Map<string, Entry>()
    kinds.set(kind, entries)
    return adapterOf(entries, kinds)
  }
}

function adapterOf(entries: Map<string, Entry>, kinds: Map<string, Map<string, Entry>>): Adapter {
  const live = (id: string) => {
    const entry = entries.get(id)
    if (entry && entry.expiresAt > Date.now()) return entry.payload
    entries.delete(id)
    return undefined
  }
  const findBy = (field: 'uid' | 'userCode', value: string) => {
    for (const [id, { payload }] of entries) if (payload[field] === value) return live(id)
    return undefined
  }
  return {
    async upsert(id, payload, expiresIn) {
      entries.delete(id)
      entries.set(id, {
        payload,
        expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY,
      })
      if (entries.size > LIMIT_PER_KIND) dropOldest(entries)
    },
    async find(id) {
      return live(id)
    },
    async findByUid(uid) {
      return findBy('uid', uid)
    },
    async findByUserCode(userCode) {
      return findBy('userCode', userCode)
    },
    async consume(id) {
      const payload = live(id)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      entries.delete(id)
    },
    async revokeByGrantId(grantId) {
      for (const kind of REVOKED_WITH_GRANT) {
        const held = kinds.get(kind) ?? new Map<string, Entry>()
        for (const [id, { payload }] of held) if (payload.grantId === grantId) held.delete(id)
      }
    },
  }
}

function dropOldest(entries: Map<string, Entry>) {
  const now = Date.now()
  for (const [id, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(id)
  for (const id of entries.keys()) {
    if (entries.size <= LIMIT_PER_KIND) return
    entries.delete(id)
  }
}
