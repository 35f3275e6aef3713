import type { AssignTicket, Target } from '../../../contract/assignment.ts'
import type { Ticket } from '../../../contract/tickets.ts'
import { fullName, holderOf } from '../holder.ts'
import type { HolderKind } from '../ticket-icons.tsx'

type Assignment = Ticket['assignment']
type Unit = Pick<Target, 'status' | 'company' | 'branch' | 'team' | 'assignee'>

/** The body that assigns to a unit or person: only the ids that name it. */
export function bodyFor(target: Unit, reason?: string): AssignTicket {
  const { status, company, branch, team, assignee } = target
  return {
    status,
    ...(status === 'dealer' && company ? { companyId: company.id } : {}),
    ...((status === 'branch' || status === 'team') && branch ? { branchId: branch.id } : {}),
    ...(status === 'team' && team ? { teamId: team.id } : {}),
    ...(assignee ? { assigneeId: assignee.id } : {}),
    ...(reason?.trim() ? { reason: reason.trim() } : {}),
  }
}

/** The body that gives a ticket to `userId`: as the server offers it, else inside the unit that holds it. */
export function takeTarget(
  held: Assignment,
  targets: readonly Target[],
  userId: string,
): AssignTicket | null {
  const offered = targets.find(({ assignee, whyNot }) => assignee?.id === userId && whyNot === null)
  if (offered) return bodyFor(offered)
  return held.status === 'unassigned' ? null : { ...bodyFor({ ...held, assignee: null }), assigneeId: userId }
}

export type Option = {
  id: string
  kind: HolderKind
  name: string
  place: string | null
  target: Target
  holdsNow: boolean
}

const sameId = (a: { id: string } | null, b: { id: string } | null) => (a?.id ?? null) === (b?.id ?? null)

/** The targets as the picker shows them, in the server's order; Unassigned only where it may be chosen, under `unassign`. */
export function optionsOf(targets: readonly Target[], held: Assignment, unassign: string): Option[] {
  return targets
    .filter(({ status, whyNot }) => status !== 'unassigned' || whyNot === null)
    .map((target) => {
      const unit = holderOf(target)
      const person = target.assignee
      return {
        id: [target.status, target.company?.id, target.branch?.id, target.team?.id, person?.id]
          .filter(Boolean)
          .join('/'),
        kind: person ? 'person' : unit.kind,
        name: person ? person.name : target.status === 'unassigned' ? unassign : fullName(unit),
        place: person ? fullName(unit) : null,
        target,
        holdsNow:
          held.status === target.status &&
          sameId(held.company, target.company) &&
          sameId(held.branch, target.branch) &&
          sameId(held.team, target.team) &&
          sameId(held.assignee, person),
      }
    })
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Options of a kind whose name, place or fitting reasons hold every word of the query; those that may be chosen come first. */
export function filterOptions(options: readonly Option[], kind: HolderKind | 'all', query: string): Option[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const found = options.filter((option) => {
    if (kind !== 'all' && option.kind !== kind) return false
    const text = plain(
      [
        option.name,
        option.place ?? '',
        ...option.target.reasons.filter(({ fits }) => fits).map(({ text }) => text),
      ].join(' '),
    )
    return words.every((word) => text.includes(word))
  })
  // Who is called so comes before who merely sits there; the server's order stays within each.
  const byName = ({ name }: Option) => words.every((word) => plain(name).includes(word))
  // Unassigned is no match for anything: it stands after all others, on a line of its own.
  const rank = (option: Option) =>
    option.kind === 'unassigned' ? 4 : (option.target.whyNot ? 2 : 0) + (byName(option) ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}
