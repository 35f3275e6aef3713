import { z } from 'zod'
import type { SnapshotInput } from '../snapshot.ts'
import { rightsOf } from './place-person.ts'
import type { Mapped } from './platform-lists.ts'
import { readDataReach } from './read-access-tree.ts'
import {
  column,
  localisedOf,
  type PlatformRow,
  phoneOf,
  reference,
  references,
  textOf,
} from './read-columns.ts'

type User = SnapshotInput['users'][number]
const Email = z.email()

/** People with their company by their branch, their teams from both sides, and their rights by access trees. */
export function mapUsers(mapped: Mapped): User[] {
  const { mapping, lists, companies, branches, notes } = mapped
  const membersOf = teamsByUser(mapped)
  const trees = new Map(
    lists.AccessTree.map((row) => [
      textOf(column(mapping, 'AccessTree', row, 'ID')) ?? '',
      {
        name: textOf(column(mapping, 'AccessTree', row, 'Name')) ?? '',
        tree: column(mapping, 'AccessTree', row, 'Tree'),
      },
    ]),
  )
  const unitsByKey = {
    companies: new Map(
      lists.Company.flatMap((row) => {
        const key = textOf(column(mapping, 'Company', row, 'ID')) ?? ''
        const id = mapped.idOf('Company', key)
        return id === undefined ? [] : [[key, { id, companyId: id }] as const]
      }),
    ),
    ...{ branches, teams: mapped.teams },
  }
  return lists.User.flatMap((row): User[] => {
    const get = (name: string) => column(mapping, 'User', row, name)
    const id = textOf(get('ID'))
    const branch = branches.get(reference(mapping, 'User', row, 'CompanyBranch') ?? '')
    if (id === null || !branch) {
      notes.push(`User ${id}: their CompanyBranch is not there; left aside`)
      return []
    }
    const keys = [...references(get('Teams')), ...(membersOf.get(id) ?? [])]
    const teams = [...new Set(keys)].flatMap((key) => mapped.teams.get(key) ?? [])
    const teamIds = teams.filter((team) => team.companyId === branch.companyId).map((team) => team.id)
    if (teamIds.length < teams.length) notes.push(`User ${id}: teams of another company are left aside`)
    const assigned = references(get('AccessTrees')).flatMap((key) => trees.get(key) ?? [])
    const path = mapping.dataLevelAccess
    const reach = readDataReach(
      path ? [get('AccessTree'), ...assigned.map(({ tree }) => tree)] : [],
      path ?? [],
    )
    const person = { companyId: branch.companyId, branchId: branch.id, teamIds }
    const isDistributor = companies.get(branch.companyId)?.kind === 'distributor'
    const treeNames = assigned.map(({ name }) => name)
    return [
      {
        ...{ id, ...person, name: localisedOf(get('FullName')) ?? { en: textOf(get('Username')) ?? id } },
        ...{ email: emailOf(row, mapped), phone: phoneOf(row, mapping, 'User'), language: mapping.language },
        ...rightsOf({ ...person, isDistributor }, { treeNames, reach }, unitsByKey, mapping),
        active: get('IsActive') === true,
      },
    ]
  })
}

/** The platform keeps team and person in a table between them: a list may show it on either side. */
function teamsByUser({ mapping, lists }: Mapped): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const row of lists.Team) {
    const team = textOf(column(mapping, 'Team', row, 'ID')) ?? ''
    for (const user of references(column(mapping, 'Team', row, 'Users'))) {
      found.set(user, [...(found.get(user) ?? []), team])
    }
  }
  return found
}

/** An address that is none would refuse the whole network; it is left out instead. */
function emailOf(row: PlatformRow, { mapping, notes }: Mapped): string | null {
  const email = textOf(column(mapping, 'User', row, 'Email'))
  if (email === null || Email.safeParse(email).success) return email
  notes.push(`User ${textOf(column(mapping, 'User', row, 'ID'))}: the e-mail address is none; left out`)
  return null
}
