import { checkName, type FaultCode, isTimeZone, mustExist, type Tell } from './network-field-rules.ts'
import { KINDS, type Kind, type Named, type Network } from './network-file.ts'
import { checkBranch, checkCompany, checkTeam } from './network-unit-rules.ts'
import { checkUser } from './network-user-rules.ts'

/** One thing that is wrong: which entry, which field (`name.en`, `workingPeriods.2.from`), and why. */
export interface Fault {
  kind: Kind
  id: string
  field: string
  code: FaultCode
  /** The id or word that the code is about. */
  value?: string
}

/** A network that does not hold together. */
export class NetworkFaults extends Error {
  readonly faults: Fault[]
  constructor(faults: Fault[]) {
    super(`the network would have ${faults.length} faults`)
    this.faults = faults
  }
}

/** Everything that is wrong with a network, by the rules of who reads the directory feed, and those of sign-in. */
export function checkNetwork(network: Network): Fault[] {
  const faults: Fault[] = []
  const ids = Object.fromEntries(
    KINDS.map((kind) => [kind, new Map((network[kind] as Named[]).map((thing) => [thing.id, thing]))]),
  ) as Record<Kind, Map<string, Named>>
  const usersOfEmail = new Map<string, number>()
  for (const { email } of network.users) {
    const key = email.toLowerCase()
    usersOfEmail.set(key, (usersOfEmail.get(key) ?? 0) + 1)
  }
  const known = { network, ids, usersOfEmail }
  const walk = <Thing extends Named>(
    kind: Kind,
    things: Thing[],
    check: (thing: Thing, tell: Tell) => void = () => undefined,
  ) => {
    const seen = new Set<string>()
    for (const thing of things) {
      const tell: Tell = (field, code, value) =>
        faults.push({ kind, id: thing.id, field, code, ...(value ? { value } : {}) })
      if (!/^[\w.:-]{1,64}$/.test(thing.id)) tell('id', thing.id ? 'bad-id' : 'required', thing.id)
      if (seen.has(thing.id)) tell('id', 'taken', thing.id)
      seen.add(thing.id)
      checkName('name', thing.name, tell)
      check(thing, tell)
    }
  }
  walk('countries', network.countries)
  walk('regions', network.regions, ({ countryId }, tell) =>
    mustExist(ids.countries, 'countryId', [countryId], tell),
  )
  walk('cities', network.cities, ({ regionId, timeZone }, tell) => {
    mustExist(ids.regions, 'regionId', [regionId], tell)
    if (timeZone && !isTimeZone(timeZone)) tell('timeZone', 'bad-zone', timeZone)
  })
  walk('brands', network.brands)
  walk('departments', network.departments)
  walk('services', network.services, (service, tell) =>
    mustExist(ids.departments, 'departmentIds', service.departmentIds, tell),
  )
  walk('companies', network.companies, (company, tell) => checkCompany(company, known, tell))
  walk('branches', network.branches, (branch, tell) => checkBranch(branch, known, tell))
  walk('teams', network.teams, (team, tell) => checkTeam(team, known, tell))
  walk('users', network.users, (user, tell) => checkUser(user, known, tell))
  return [...faults, ...distributorFaults(network)]
}

/** What an edit of `thing` makes worse: all that is wrong with the thing itself, and new faults of others. */
export function newFaults(before: Network, after: Network, thing: { kind: Kind; id: string }): Fault[] {
  const known = new Set(checkNetwork(before).map((fault) => JSON.stringify(fault)))
  const own = (fault: Fault) => fault.kind === thing.kind && fault.id === thing.id
  return checkNetwork(after).filter((fault) => own(fault) || !known.has(JSON.stringify(fault)))
}

/** Exactly one company is the distributor; told of each that is one too many, or of all when there is none. */
function distributorFaults({ companies }: Network): Fault[] {
  const found = companies.filter((company) => company.kind === 'distributor' && company.active)
  if (found.length === 1) return []
  const about = found.length > 0 ? found : companies.slice(0, 1)
  return about.map(({ id }) => ({ kind: 'companies', id, field: 'kind', code: 'one-distributor' }))
}
