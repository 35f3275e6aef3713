import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoAccess } from '../bin/serve/demo-access.ts'
import type { Network } from '../server/modules/directory/index.ts'

type DemoUser = DemoAccess['users'][number]

/** One person per role, and the manager of a dealer that competes with the others: they stand first. */
const MAIN_PEOPLE = [
  ...['payam-sherzad', 'rebin-hawez', 'nask-omer', 'avan-mamand', 'shirin-aziz', 'renas-doski'],
  ...['hind-saleh', 'muna-abdulrazaq'],
]

/** Everybody who can sign in, with the password that the reference Identity System gave them. */
export async function demoUsers(network: Network, dataDir: string): Promise<DemoUser[]> {
  const passwords = await readPasswords(dataDir)
  const rank = (id: string) => {
    const place = MAIN_PEOPLE.indexOf(id)
    return place < 0 ? MAIN_PEOPLE.length : place
  }
  return [...network.users.values()]
    .filter((user) => user.active)
    .sort((a, b) => rank(a.id) - rank(b.id))
    .flatMap((user): DemoUser[] => {
      const password = passwords[user.id]
      if (password === undefined || user.email === null) return []
      const company = network.companies.get(user.companyId)?.name.en
      const branch = network.branches.get(user.branchId ?? '')?.name.en
      const team = network.teams.get(user.teamIds[0] ?? '')?.name.en
      return [
        {
          ...{ role: user.roles[0] ?? '', name: user.name, email: user.email, password },
          ...(company === undefined ? {} : { company }),
          ...(branch === undefined ? {} : { branch }),
          ...(team === undefined ? {} : { team }),
        },
      ]
    })
}

/** Empty where another Identity System is used: its passwords are its own. */
async function readPasswords(dataDir: string): Promise<Record<string, string>> {
  try {
    const text = await readFile(join(dataDir, 'identity', 'demo-passwords.json'), 'utf8')
    return JSON.parse(text) as Record<string, string>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
