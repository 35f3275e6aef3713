import type { z } from 'zod/mini'
import type { Assignment } from '../../../contract/assignment.ts'
import type { Assigned } from './holder.ts'
import type { Sight } from './ticket-access.ts'
import { isDistributor, nameBranch, nameCompany, nameTeam, nameUser, type Viewer } from './viewer.ts'

type PresentedAssignment = z.infer<typeof Assignment>

/** The holder with all names; for staff who see the ticket fully, and in hand-offs of their own. */
export function presentHolder(viewer: Viewer, held: Assigned, accepted: boolean | null): PresentedAssignment {
  return {
    status: held.status,
    name: viewer.words.assignments[held.status],
    company: nameCompany(viewer, held.companyId),
    branch: nameBranch(viewer, held.branchId),
    team: nameTeam(viewer, held.teamId),
    assignee: nameUser(viewer, held.assigneeId),
    accepted: held.status === 'unassigned' ? null : accepted,
  }
}

/**
 * The holder as this viewer may know it. Who asked sees the company and branch that has it, never team or person; a
 * dealer's people and clients only where it is their own company (docs/api-guide.md).
 */
export function presentAssignment(
  viewer: Viewer,
  held: Assigned,
  sight: Sight,
  acceptedAt: Date | null,
): PresentedAssignment {
  if (sight === 'full') return presentHolder(viewer, held, acceptedAt !== null)
  const { actor } = viewer
  const dealerSide = 'companyId' in actor && !isDistributor(viewer)
  const named = !dealerSide || actor.companyId === held.companyId
  return {
    status: held.status,
    name: viewer.words.assignments[held.status],
    company: named ? nameCompany(viewer, held.companyId) : null,
    branch: named ? nameBranch(viewer, held.branchId) : null,
    team: null,
    assignee: null,
    accepted: null,
  }
}
