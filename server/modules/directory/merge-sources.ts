import { type Snapshot, SnapshotRejected } from './snapshot.ts'

type User = Snapshot['users'][number]

/**
 * People that another source brings on top of a network whose companies, branches and teams it does not bring: a SCIM
 * client. Their teams, roles and scopes stand with each of them.
 */
export type PeopleOverlay = {
  users: User[]
  /** Ids of people of the network underneath whom the overlay takes over; any other same id is a clash. */
  replaces: string[]
  /** Ids of people of the network underneath who may work no longer, whatever it says. */
  ends: string[]
}

/**
 * The network that holds: the base with the overlay's people. A person of the overlay whose company is not there
 * (any more) is left out, and what else they name that is not there is dropped, so that a unit that goes underneath
 * never holds up the whole. Throws `SnapshotRejected` where both bring the same id.
 */
export function mergeSources(base: Snapshot, overlay: PeopleOverlay | null): Snapshot {
  if (overlay === null || overlay.users.length + overlay.ends.length === 0) return base
  const replaced = new Set(overlay.replaces)
  const own = new Set(base.users.map((user) => user.id))
  const clashes = overlay.users.filter((user) => own.has(user.id) && !replaced.has(user.id))
  if (clashes.length > 0) {
    throw new SnapshotRejected(
      clashes.map(
        (user) => `users: the id ${user.id} comes from two sources, and neither replaces the other`,
      ),
    )
  }
  const ended = new Set(overlay.ends)
  const gone = new Set(base.users.filter((user) => !user.active).map((user) => user.id))
  // Whoever has left by one of the sources has left.
  const people = overlay.users
    .flatMap((user) => fitted(user, base))
    .map((user) => (gone.has(user.id) ? { ...user, active: false } : user))
  const taken = new Set(people.map((user) => user.id))
  const others = base.users
    .filter((user) => !taken.has(user.id))
    .map((user) => (ended.has(user.id) ? { ...user, active: false } : user))
  return { ...base, users: [...others, ...people] }
}

function fitted(user: User, base: Snapshot): User[] {
  if (!base.companies.some((company) => company.id === user.companyId)) return []
  const branches = new Set(
    base.branches.filter((branch) => branch.companyId === user.companyId).map((branch) => branch.id),
  )
  const teams = new Set(base.teams.filter((team) => team.companyId === user.companyId).map((team) => team.id))
  const known = {
    company: new Set(base.companies.map((company) => company.id)),
    branch: new Set(base.branches.map((branch) => branch.id)),
    team: new Set(base.teams.map((team) => team.id)),
  }
  const brands = new Set(base.brands.map((brand) => brand.id))
  const isDistributor = base.companies.some(({ id, kind }) => id === user.companyId && kind === 'distributor')
  const reaches = ({ kind, unitId, brandId }: User['scopes'][number]) =>
    (!brandId || brands.has(brandId)) &&
    (kind === 'network'
      ? isDistributor
      : kind === 'own' || (typeof unitId === 'string' && known[kind].has(unitId)))
  return [
    {
      ...user,
      branchId: user.branchId && branches.has(user.branchId) ? user.branchId : null,
      teamIds: user.teamIds.filter((id) => teams.has(id)),
      scopes: user.scopes.filter(reaches),
    },
  ]
}
