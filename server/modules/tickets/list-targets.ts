import type { Target } from '../../../contract/assignment.ts'
import { fill } from '../../../texts/fill.ts'
import { problemWords } from '../../../texts/problems.ts'
import type { Ctx } from '../../platform/context.ts'
import { findSeers } from '../access/index.ts'
import { decideAssignment, reachOf } from './decide-assignment.ts'
import { type Assigned, assignedOf, holderOf, sameHolder, UNASSIGNED } from './holder.ts'
import { serviceFor } from './open-ticket.ts'
import { presentHolder } from './present-assignment.ts'
import type { TicketRecord } from './ticket-queries.ts'
import { nameBrand, nameCity, nameService, type Viewer } from './viewer.ts'

type Candidate = { to: Assigned; rank: number; target: Target }

/**
 * The places and people that this member of staff may choose from, best first, each with its reasons. Unfit ones stay
 * and say why not; what is outside the actor's reach (another company's teams and people) is not there at all.
 */
export async function listTargets(ctx: Ctx, viewer: Viewer, ticket: TicketRecord): Promise<Target[]> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || ticket.status_category === 'closed') return []
  const from = assignedOf(ticket)
  const reach = reachOf(actor, from)
  if (reach === null) return []
  const { network } = viewer
  const inReach = (companyId: string) => reach === 'network' || companyId === actor.companyId

  const places: Assigned[] = []
  if (reach === 'network') places.push(UNASSIGNED)
  if (reach !== 'unit') {
    for (const company of network.companies.values()) {
      if (company.kind === 'dealer' && company.active && inReach(company.id)) {
        places.push({ ...UNASSIGNED, status: 'dealer', companyId: company.id })
      }
    }
    for (const branch of network.branches.values()) {
      if (!inReach(branch.companyId)) continue
      places.push({ ...UNASSIGNED, status: 'branch', companyId: branch.companyId, branchId: branch.id })
    }
    for (const team of network.teams.values()) {
      if (!team.active || !inReach(team.companyId)) continue
      places.push({ ...UNASSIGNED, status: 'team', companyId: team.companyId, teamId: team.id })
    }
  }
  const people = await peopleWhoSee(ctx, viewer, from, ticket.brand_id)
  return [...places, ...people]
    .map((to) => candidate(viewer, ticket, from, to, actor))
    .sort((a, b) => Number(a.target.whyNot !== null) - Number(b.target.whyNot !== null) || b.rank - a.rank)
    .map(({ target }) => target)
}

/** Colleagues within the present unit who would see the ticket when it is theirs. */
async function peopleWhoSee(
  ctx: Ctx,
  viewer: Viewer,
  from: Assigned,
  brandId: string | null,
): Promise<Assigned[]> {
  if (from.status === 'unassigned') return []
  const members = [...viewer.network.users.values()].filter((user) => {
    if (!user.active || user.companyId !== from.companyId) return false
    if (from.status === 'team') return user.teamIds.includes(from.teamId ?? '')
    return from.status === 'dealer' || user.branchId === from.branchId
  })
  // Whoever has only "own" sees it once it is theirs: the assignee column decides, so each is asked as the assignee.
  const held = members.map((user) => ({ ...from, assigneeId: user.id }))
  const unitSeers = await findSeers(
    ctx,
    holderOf({ ...from, assigneeId: null }, brandId),
    members.map((user) => user.id),
  )
  const ownSeers = await Promise.all(
    held
      .filter((to) => !unitSeers.has(to.assigneeId))
      .map(async (to) => {
        const seers = await findSeers(ctx, holderOf(to, brandId), [to.assigneeId])
        return seers.has(to.assigneeId) ? to.assigneeId : null
      }),
  )
  return held.filter((to) => unitSeers.has(to.assigneeId) || ownSeers.includes(to.assigneeId))
}

function candidate(
  viewer: Viewer,
  ticket: TicketRecord,
  from: Assigned,
  to: Assigned,
  actor: Parameters<typeof decideAssignment>[0],
): Candidate {
  const holds = sameHolder(from, to)
  const refusal = decideAssignment(actor, from, to, viewer.network)
  const holder = presentHolder(viewer, to, null)
  const reasons = [...fitReasons(viewer, ticket, to)]
  if (holds) reasons.unshift({ code: 'holds', fits: true, text: viewer.words.fit.holds })
  if (to.assigneeId !== null) reasons.push({ code: 'member', fits: true, text: viewer.words.fit.member })
  const whyNot = refusal
    ? problemWords.title(refusal.refused, viewer.language)
    : holds
      ? problemWords.title('assignment-unchanged', viewer.language)
      : null
  const { status, company, branch, team, assignee } = holder
  const rank =
    reasons.reduce((sum, reason) => sum + (reason.fits ? 1 : -1), 0) + (to.assigneeId === null ? 0 : 0.5)
  return { to, rank, target: { status, company, branch, team, assignee, reasons, whyNot } }
}

type FitReason = Target['reasons'][number]

/** How a branch, or the branches that a team or a dealer has, fit what is asked for. */
function fitReasons(viewer: Viewer, ticket: TicketRecord, to: Assigned): FitReason[] {
  const branches = branchesOf(viewer, to)
  if (branches.length === 0 || to.assigneeId !== null) return []
  const { fit } = viewer.words
  const reasons: FitReason[] = []
  const serviceId = serviceFor({ type: ticket.type, details: ticket.details } as Parameters<
    typeof serviceFor
  >[0])
  const say = (fits: boolean, code: string, yes: string, no: string) =>
    reasons.push({ code, fits, text: fits ? yes : no })
  const brand = nameBrand(viewer, ticket.brand_id)?.name
  if (ticket.brand_id !== null && brand) {
    const serves = branches.some((branch) => branch.brandIds.has(ticket.brand_id ?? ''))
    say(serves, 'brand', fill(fit.brand, { brand }), fill(fit['no-brand'], { brand }))
  }
  const service = nameService(viewer, serviceId)?.name
  if (serviceId !== null && service) {
    const offers = branches.some((branch) => branch.serviceIds.has(serviceId))
    say(offers, 'service', fill(fit.service, { service }), fill(fit['no-service'], { service }))
  }
  const city = nameCity(viewer, ticket.city_id)?.name
  if (ticket.city_id !== null && city) {
    const near = branches.some((branch) => branch.cityId === ticket.city_id)
    say(near, 'city', fill(fit.city, { city }), fill(fit['other-city'], { city }))
  }
  if (ticket.requested_branch_id !== null && ticket.requested_branch_id === to.branchId) {
    reasons.push({ code: 'requested', fits: true, text: fit.requested })
  }
  return reasons
}

function branchesOf(viewer: Viewer, to: Assigned) {
  const { branches, teams } = viewer.network
  if (to.branchId !== null) return [branches.get(to.branchId)].filter((branch) => branch !== undefined)
  if (to.teamId !== null) {
    return (teams.get(to.teamId)?.branchIds ?? []).flatMap((id) => branches.get(id) ?? [])
  }
  return [...branches.values()].filter((branch) => branch.active && branch.companyId === to.companyId)
}
