import { writeFile } from 'node:fs/promises'

interface User {
  id: string
  role: string
  company: string
  branch?: string
  team?: string
  active?: boolean
}

function user({ id, role, company, branch, team, active = true }: User) {
  const name = id.replace(/(^|-)./g, (start) => start.replace('-', ' ').toUpperCase())
  return {
    id,
    name: { en: name, ar: `${name} ع` },
    email: `${id}@${company}.example`,
    phone: '+9647500009999',
    language: 'en',
    companyId: company,
    ...(branch ? { branchId: branch } : {}),
    teamIds: team ? [team] : [],
    roles: [role],
    scopes: [],
    active,
  }
}

const unit = (id: string, kind?: string) => ({
  id,
  name: { en: id, ar: id },
  active: true,
  ...(kind ? { kind } : {}),
})

/** A distributor and two dealers, just large enough for every role of the sign-in page. */
export function smallNetwork() {
  return {
    countries: [],
    regions: [],
    cities: [],
    brands: [],
    departments: [],
    services: [],
    companies: [unit('hub', 'distributor'), unit('east', 'dealer'), unit('west', 'dealer')],
    branches: [unit('east-one')],
    teams: [unit('east-sales')],
    users: [
      user({ id: 'cora', role: 'coordinator', company: 'hub' }),
      user({ id: 'mina', role: 'dealer-manager', company: 'east' }),
      user({ id: 'bea', role: 'branch-agent', company: 'east', branch: 'east-one' }),
      user({ id: 'tom', role: 'team-agent', company: 'east', team: 'east-sales' }),
      user({ id: 'rob', role: 'dealer-manager', company: 'west' }),
      user({ id: 'gone', role: 'coordinator', company: 'hub', active: false }),
    ],
  }
}

export async function writeNetwork(path: string, network: unknown): Promise<void> {
  await writeFile(path, JSON.stringify(network))
}
