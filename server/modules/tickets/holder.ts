import type { AssignmentStatus } from '../../../contract/assignment.ts'
import type { Holder } from '../access/index.ts'

/** Who holds a ticket, as the columns say it (domain.md, "Assignment"). */
export type Assigned = {
  status: AssignmentStatus
  companyId: string | null
  branchId: string | null
  teamId: string | null
  assigneeId: string | null
}

export const UNASSIGNED: Assigned = {
  status: 'unassigned',
  companyId: null,
  branchId: null,
  teamId: null,
  assigneeId: null,
}

type HolderRow = {
  assignment: AssignmentStatus
  holder_company_id: string | null
  holder_branch_id: string | null
  holder_team_id: string | null
  assignee_id: string | null
}

export function assignedOf(row: HolderRow): Assigned {
  return {
    status: row.assignment,
    companyId: row.holder_company_id,
    branchId: row.holder_branch_id,
    teamId: row.holder_team_id,
    assigneeId: row.assignee_id,
  }
}

export function holderColumnsOf(to: Assigned): HolderRow {
  return {
    assignment: to.status,
    holder_company_id: to.companyId,
    holder_branch_id: to.branchId,
    holder_team_id: to.teamId,
    assignee_id: to.assigneeId,
  }
}

/** The ticket as the may-see relation sees it. */
export function holderOf(assigned: Assigned, brandId: string | null): Holder {
  const { companyId, branchId, teamId, assigneeId } = assigned
  return { companyId, branchId, teamId, assigneeId, brandId }
}

export function sameHolder(a: Assigned, b: Assigned): boolean {
  return (
    a.status === b.status &&
    a.companyId === b.companyId &&
    a.branchId === b.branchId &&
    a.teamId === b.teamId &&
    a.assigneeId === b.assigneeId
  )
}
