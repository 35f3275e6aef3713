import type * as z from 'zod/mini'
import type { Assignment as AssignmentSchema } from '../../contract/assignment.ts'
import type { HolderKind } from './ticket-icons.tsx'

type Assignment = z.infer<typeof AssignmentSchema>
type Unit = Pick<Assignment, 'status' | 'company' | 'branch' | 'team' | 'assignee'>
export type Holder = { kind: HolderKind; name: string; company: string | null; person: string | null }

/** Who holds a ticket, as a row says it: the narrowest unit, its company, and the person if there is one. */
export function holderOf(assignment: Unit & { name?: string }): Holder {
  const { status } = assignment
  if (status === 'unassigned')
    return { kind: 'unassigned', name: assignment.name ?? '', company: null, person: null }
  const unit =
    status === 'team' ? assignment.team : status === 'branch' ? assignment.branch : assignment.company
  return {
    kind: status,
    name: unit?.name ?? assignment.company?.name ?? assignment.name ?? '',
    company: status === 'dealer' ? null : (assignment.company?.name ?? null),
    person: assignment.assignee?.name ?? null,
  }
}

const comma = (text: string) => (/\p{Script=Arabic}/u.test(text) ? '، ' : ', ')

/** `Rubar Motors, Erbil, Gulan Road`: the whole name, where there is room. */
export const fullName = ({ name, company }: Holder) =>
  company && company !== name ? `${company}${comma(name)}${name}` : name
