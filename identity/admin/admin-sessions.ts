import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PageLanguage } from '../page-texts.ts'

const IDLE_MS = 30 * 60_000
const LONGEST_MS = 12 * 60 * 60_000
export const SESSION_COOKIE = 'identity_admin'

export interface AdminSession {
  userId: string
  /** Stands in every form of this session. */
  csrf: string
  language: PageLanguage | undefined
}

interface Kept extends AdminSession {
  started: number
  seen: number
}

export interface AdminSessions {
  /** Starts a session and returns the secret for the cookie, which is kept nowhere. */
  start(userId: string, language: PageLanguage | undefined): string
  /** The session behind a cookie, unless it was idle for 30 minutes or is 12 hours old. */
  find(secret: string | undefined): AdminSession | undefined
  end(secret: string | undefined): void
  endAllOf(userId: string, except?: AdminSession): void
  /** Ids of who has a session. */
  signedIn(): Set<string>
}

/** Sessions of administrators. In memory: a restart asks for the password again. */
export function keepAdminSessions(now: () => number = Date.now): AdminSessions {
  const kept = new Map<string, Kept>()
  const sweep = () => {
    for (const [key, { started, seen }] of kept) {
      if (now() - seen > IDLE_MS || now() - started > LONGEST_MS) kept.delete(key)
    }
  }
  return {
    start(userId, language) {
      const secret = randomBytes(32).toString('base64url')
      const csrf = randomBytes(24).toString('base64url')
      kept.set(hashOf(secret), { userId, csrf, language, started: now(), seen: now() })
      return secret
    },
    find(secret) {
      sweep()
      const session = secret ? kept.get(hashOf(secret)) : undefined
      if (session) session.seen = now()
      return session
    },
    end(secret) {
      if (secret) kept.delete(hashOf(secret))
    },
    endAllOf(userId, except) {
      for (const [key, session] of kept) {
        if (session.userId === userId && session !== except) kept.delete(key)
      }
    },
    signedIn: () => new Set([...kept.values()].map(({ userId }) => userId)),
  }
}

/** Compares secrets without telling by the time it takes how much of them is right. */
export function sameSecret(one: string | null | undefined, other: string | null | undefined): boolean {
  if (!one || !other) return false
  return timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)))
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
