import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivately } from './kept-secret.ts'

/** What a visitor of the demo needs: kept in `.data/demo.json`. */
export type DemoAccess = {
  url: string
  users: {
    role: string
    name: string
    email: string
    password: string
    company?: string
    branch?: string
    team?: string
  }[]
  apiKeys: { client: string; kind: string; key: string; scopes: string[] }[]
}

/** Keeps fresh access data, or brings the address in the kept ones up to date. */
export function keepDemoAccess(dataDir: string, url: string, fresh: DemoAccess | null): DemoAccess | null {
  const file = join(dataDir, 'demo.json')
  const known = fresh ?? (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoAccess) : null)
  if (known === null) return null
  const access = { ...known, url }
  writePrivately(file, `${JSON.stringify(access, null, 2)}\n`)
  return access
}

/** One login per role, as lines for the terminal. */
export function describeLogins(access: DemoAccess): string[] {
  const firstOfRole = new Map(access.users.toReversed().map((user) => [user.role, user]))
  const users = access.users.filter((user) => firstOfRole.get(user.role) === user)
  const role = Math.max(0, ...users.map((user) => user.role.length))
  const email = Math.max(0, ...users.map((user) => user.email.length))
  return users.map((user) => `  ${user.role.padEnd(role)}  ${user.email.padEnd(email)}  ${user.password}`)
}
