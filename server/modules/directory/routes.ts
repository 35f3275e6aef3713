import type { Language } from '../../../contract/languages.ts'
import {
  Branch,
  BranchQuery,
  Brand,
  City,
  Company,
  Department,
  list,
  type Reference,
  Service,
  Team,
  UnitQuery,
  User,
} from '../../../contract/network.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { visibleTeams, visibleUnits, visibleUsers } from './directory-access.ts'
import { manageRoutes } from './manage-routes.ts'
import { networkOf } from './network.ts'
import type { BranchEntry } from './network-entries.ts'
import { presentBranch, presentTeam, presentUser, sortByName } from './present-network.ts'
import { refer } from './refer.ts'
import { roleRoutes } from './role-routes.ts'
import { scimGroupRoutes } from './scim/scim-group-routes.ts'

const open = {
  tag: 'Network',
  callers: ['staff', 'customer', 'link', 'client', 'nobody'],
  action: 'directory.read',
  embeds: true,
} as const
const staffOnly = { ...open, callers: ['staff'], embeds: false } as const

const items = <Item extends Reference>(found: Item[], language: Language) => ({
  body: { items: sortByName(found, language) },
})

const companies = read({
  ...{ ...open, path: '/network/companies', summary: 'List companies', answer: list(Company) },
  read: async (ctx) => {
    const network = await networkOf(ctx)
    const found = visibleUnits(network.companies, ctx.actor)
    return items(
      found.map((company) => ({
        ...{ ...refer(company, ctx.language), kind: company.kind, active: company.active },
      })),
      ctx.language,
    )
  },
})

const branches = read({
  ...{ ...open, path: '/network/branches', summary: 'List branches', answer: list(Branch) },
  description:
    'With a filter: only the branches that are of this company, in this city, serving this brand or service.',
  query: BranchQuery,
  read: async (ctx, { query }) => {
    const network = await networkOf(ctx)
    const found = visibleUnits(network.branches, ctx.actor).filter((branch) => matches(branch, query))
    return items(
      found.map((branch) => presentBranch(branch, network, ctx.language)),
      ctx.language,
    )
  },
})

type Filter = { [Name in 'companyId' | 'cityId' | 'brandId' | 'serviceId']?: string | undefined }

function matches(branch: BranchEntry, { companyId, cityId, brandId, serviceId }: Filter): boolean {
  return (
    (companyId === undefined || branch.companyId === companyId) &&
    (cityId === undefined || branch.cityId === cityId) &&
    (brandId === undefined || branch.brandIds.has(brandId)) &&
    (serviceId === undefined || branch.serviceIds.has(serviceId))
  )
}

const teams = read({
  ...{ ...staffOnly, path: '/network/teams', summary: 'List teams', answer: list(Team) },
  description: 'Teams of the own company; of all companies with network scope.',
  query: UnitQuery,
  read: async (ctx, { query }) => {
    const network = await networkOf(ctx)
    const found = visibleTeams(network, ctx.actor).filter(ofCompany(query.companyId))
    return items(
      found.map((team) => presentTeam(team, network, ctx.language)),
      ctx.language,
    )
  },
})

const users = read({
  ...{ ...staffOnly, path: '/network/users', summary: 'List users', answer: list(User) },
  description:
    'Users of the own company; of all companies with network scope. Contacts are for network scope and the user.',
  query: UnitQuery,
  read: async (ctx, { query }) => {
    const network = await networkOf(ctx)
    const found = visibleUsers(network, ctx.actor).filter(ofCompany(query.companyId))
    return items(
      found.map((user) => presentUser(user, network, ctx.actor, ctx.language)),
      ctx.language,
    )
  },
})

const ofCompany = (companyId: string | undefined) => (unit: { companyId: string }) =>
  companyId === undefined || unit.companyId === companyId

/** A list of plain names: what is no longer in use is left out for everybody. */
const named = (kind: 'brands' | 'departments', answer: typeof Brand) =>
  read({
    ...{ ...open, path: `/network/${kind}`, summary: `List ${kind}`, answer: list(answer) },
    read: async (ctx) => {
      const network = await networkOf(ctx)
      const found = inUse(network[kind])
      return items(
        found.map((entry) => refer(entry, ctx.language)),
        ctx.language,
      )
    },
  })

const services = read({
  ...{ ...open, path: '/network/services', summary: 'List services', answer: list(Service) },
  read: async (ctx) => {
    const found = inUse((await networkOf(ctx)).services)
    return items(
      found.map((service) => ({ ...refer(service, ctx.language), departmentIds: service.departmentIds })),
      ctx.language,
    )
  },
})

const cities = read({
  ...{ ...open, path: '/network/cities', summary: 'List cities', answer: list(City) },
  read: async (ctx) => {
    const found = inUse((await networkOf(ctx)).cities)
    return items(
      found.map((city) => ({ ...refer(city, ctx.language), timeZone: city.timeZone })),
      ctx.language,
    )
  },
})

const inUse = <Entry extends { active: boolean }>(entries: Map<string, Entry>) =>
  [...entries.values()].filter((entry) => entry.active)

export const directoryRoutes: readonly Route[] = [
  companies,
  branches,
  teams,
  users,
  named('brands', Brand),
  named('departments', Department),
  services,
  cities,
  ...roleRoutes,
  ...scimGroupRoutes,
  ...manageRoutes,
]
