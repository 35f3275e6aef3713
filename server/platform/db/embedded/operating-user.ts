import { spawnSync } from 'node:child_process'
import { DatabaseUnusable } from '../database-unusable.ts'

/** The OS user PostgreSQL's programs run as; `null` means as ourselves. */
export type OperatingUser = { name: string; uid: number; gid: number } | null

const userName = 'postgres'

/**
 * PostgreSQL refuses to run as root, so root hands its programs to the OS user `postgres`, which is
 * made when it is missing. Anyone else runs them directly.
 */
export function operatingUser(): OperatingUser {
  if (process.getuid?.() !== 0) return null
  const known = lookUp()
  if (known !== null) return known
  const made = spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    userName,
  ])
  const user = lookUp()
  if (user !== null) return user
  const reason = made.error?.message ?? made.stderr?.toString().trim() ?? ''
  throw new DatabaseUnusable(
    `PostgreSQL does not run as root, and the OS user "${userName}" could not be made: ${reason}. Start as an ordinary user, or give DATABASE_URL.`,
  )
}

/** Whether that user can reach a path: every folder above it must let them through. */
export function canEnter(user: OperatingUser, path: string): boolean {
  if (user === null) return true
  return spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0
}

function lookUp(): OperatingUser {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const result = spawnSync('id', [flag, userName], { encoding: 'utf8' })
    return result.status === 0 ? Number(result.stdout.trim()) : null
  })
  return typeof uid === 'number' && typeof gid === 'number' ? { name: userName, uid, gid } : null
}
