import { randomBytes, randomInt, scrypt as scryptWithCallback, timingSafeEqual } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

interface StoredPassword {
  salt: string
  hash: string
  cost: number
  /** When it was last replaced, in milliseconds since 1970. */
  changedAt?: number
  /** The plain password, kept in demo mode only, so that the sign-in page can list it. */
  demoPassword?: string
}

export interface UserPasswords {
  /** True if it is this user's password. Takes as long for a user who does not exist. */
  verify(userId: string | undefined, password: string): Promise<boolean>
  /** The listed password of a demo user. */
  demoPassword(userId: string): string | undefined
  /** Gives each of these users a password if they have none. */
  ensure(userIds: Iterable<string>): Promise<void>
  /** When a user's password was last replaced, in milliseconds since 1970. */
  changedAt(userId: string): number | undefined
  /** Replaces a user's password; it is not listed from then on. */
  replace(userId: string, password: string): Promise<void>
}

const COST = 2 ** 14
const KEY_BYTES = 32
const NOBODY: StoredPassword = {
  salt: 'nobody',
  hash: Buffer.alloc(KEY_BYTES).toString('base64url'),
  cost: COST,
}

/** Passwords of this installation, in `users.json`; in demo mode also `demo-passwords.json` ({userId: password}). */
export async function openUserPasswords(
  dataDir: string,
  demo: boolean,
  now: () => number = Date.now,
): Promise<UserPasswords> {
  const usersPath = join(dataDir, 'users.json')
  const demoPath = join(dataDir, 'demo-passwords.json')
  const stored = new Map(
    Object.entries((await readPrivateJson<Record<string, StoredPassword>>(usersPath)) ?? {}),
  )
  if (!demo && [...stored.values()].some((each) => each.demoPassword)) {
    // These passwords stood on a page that anybody could open.
    throw new Error(`${dataDir} holds the listed passwords of a demo: use another folder, or IDENTITY_DEMO=1`)
  }

  const demoPassword = (userId: string) => (demo ? stored.get(userId)?.demoPassword : undefined)
  async function writeDemoPasswords() {
    if (!demo) return rm(demoPath, { force: true })
    const listed = [...stored.keys()].map((userId) => [userId, demoPassword(userId)])
    await writePrivateJson(demoPath, Object.fromEntries(listed.filter(([, password]) => password)))
  }
  await writeDemoPasswords()

  let writing = Promise.resolve()
  async function addMissing(userIds: string[]) {
    const missing = userIds.filter((userId) => !stored.has(userId))
    if (missing.length === 0) return
    const made = await Promise.all(missing.map(async (userId) => [userId, await makePassword(demo)] as const))
    for (const [userId, password] of made) stored.set(userId, password)
    await writeAll()
  }
  async function writeAll() {
    await writePrivateJson(usersPath, Object.fromEntries(stored))
    await writeDemoPasswords()
  }
  // One after the other: two at once would each write a file that lacks the other's users.
  const inTurn = (act: () => Promise<void>) => {
    writing = writing.catch(() => undefined).then(act)
    return writing
  }

  return {
    demoPassword,
    changedAt: (userId) => stored.get(userId)?.changedAt,
    async verify(userId, password) {
      const known = userId === undefined ? undefined : stored.get(userId)
      const { salt, hash, cost } = known ?? NOBODY
      const matches = timingSafeEqual(await scrypt(password, salt, cost), Buffer.from(hash, 'base64url'))
      return known !== undefined && matches
    },
    ensure(userIds) {
      const asked = [...userIds]
      return inTurn(() => addMissing(asked))
    },
    replace: (userId, password) =>
      inTurn(async () => {
        stored.set(userId, { ...(await storedForm(password)), changedAt: now() })
        await writeAll()
      }),
  }
}

async function makePassword(demo: boolean): Promise<StoredPassword> {
  const password = randomPassword()
  return { ...(await storedForm(password)), ...(demo ? { demoPassword: password } : {}) }
}

async function storedForm(password: string): Promise<StoredPassword> {
  const salt = randomBytes(16).toString('base64url')
  const hash = (await scrypt(password, salt, COST)).toString('base64url')
  return { salt, hash, cost: COST }
}

/** Sixteen characters of about 79 bits; none that is easily taken for another. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

function scrypt(password: string, salt: string, cost: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  scryptWithCallback(password.normalize('NFKC'), salt, KEY_BYTES, { N: cost, r: 8, p: 1 }, (error, key) =>
    error ? reject(error) : resolve(key),
  )
  return promise
}
