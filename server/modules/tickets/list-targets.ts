import type { Target } from '../../../contract/assignment.ts'
import { TICKET_TYPES } from '../../../contract/ticket-details.ts'
import { fill } from '../../../texts/fill.ts'
import { problemWords } from '../../../texts/problems.ts'
import type { Ctx } from '../../platform/context.ts'
import { covers, scopeRowsOfAll } from '../access/index.ts'
import type { UserEntry } from '../directory/index.ts'
import { decideAssignment, type Reach, reachOf, worksOnTickets } from './decide-assignment.ts'
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
  const people = await peopleWhoSee(ctx, viewer, ticket, reach, actor.companyId)
  return [...places, ...people]
    .map((to) => candidate(viewer, ticket, from, to, actor))
    .sort((a, b) => Number(a.target.whyNot !== null) - Number(b.target.whyNot !== null) || b.rank - a.rank)
    .map(({ target }) => target)
}

/** People who would see the ticket once it is theirs, each at the place where they would hold it. */
async function peopleWhoSee(
  ctx: Ctx,
  viewer: Viewer,
  ticket: TicketRecord,
  reach: Reach,
  companyId: string,
): Promise<Assigned[]> {
  const from = assignedOf(ticket)
  const active = [...viewer.network.users.values()].filter((user) => user.active && worksOnTickets(user))
  const members = active
    .filter((user) => isMember(user, from))
    .map((user) => ({ ...from, assigneeId: user.id }))
  const known = new Set(members.map((to) => to.assigneeId))
  // Who hands on within a company, or the whole network, may also name one of their own company's people elsewhere.
  const elsewhere = active
    .filter((user) => reach !== 'unit' && user.companyId === companyId && !known.has(user.id))
    .flatMap((user) => placeOf(user) ?? [])
  const candidates = [...members, ...elsewhere]
  const scopes = await scopeRowsOfAll(
    ctx,
    candidates.map((to) => to.assigneeId ?? ''),
  )
  return candidates.filter(
    (to) =>
      to.assigneeId !== null &&
      covers(scopes.get(to.assigneeId) ?? [], to.assigneeId, holderOf(to, ticket.brand_id)),
  )
}

/** Of the very unit that holds the ticket now? */
function isMember(user: UserEntry, held: Assigned): boolean {
  if (held.status === 'unassigned' || user.companyId !== held.companyId) return false
  if (held.status === 'team') return user.teamIds.includes(held.teamId ?? '')
  return held.status === 'dealer' || user.branchId === held.branchId
}

/** Where a person works: their branch, else their first team. */
function placeOf(user: UserEntry): Assigned | null {
  const held = { ...UNASSIGNED, companyId: user.companyId, assigneeId: user.id }
  if (user.branchId !== null) return { ...held, status: 'branch', branchId: user.branchId }
  const [teamId] = user.teamIds
  return teamId === undefined ? null : { ...held, status: 'team', teamId }
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
  const colleague =
    to.assigneeId !== null && sameHolder({ ...to, assigneeId: null }, { ...from, assigneeId: null })
  // What fits of the unit that holds it is said of the unit, not again of each of its people.
  const reasons = colleague ? [] : [...typeReasons(viewer, ticket, to), ...fitReasons(viewer, ticket, to)]
  if (holds) reasons.unshift({ code: 'holds', fits: true, text: viewer.words.fit.holds })
  if (colleague) reasons.push({ code: 'member', fits: true, text: viewer.words.fit.member })
  const whyNot = refusal
    ? problemWords.title(refusal.refused, viewer.language)
    : holds
      ? problemWords.title('assignment-unchanged', viewer.language)
      : null
  const { status, company, branch, team, assignee } = holder
  const fitness = reasons.reduce((sum, reason) => sum + (reason.fits ? 1 : -1), 0)
  // Who splits work over places is shown places first; within a unit there are only people.
  const rank = fitness - (to.assigneeId === null ? 0 : PEOPLE_AFTER)
  return { to, rank, target: { status, company, branch, team, assignee, reasons, whyNot } }
}

const PEOPLE_AFTER = 10

type FitReason = Target['reasons'][number]

/** A team that says which types it takes, takes this one or does not. */
function typeReasons(viewer: Viewer, ticket: TicketRecord, to: Assigned): FitReason[] {
  const tags = to.teamId === null ? [] : (viewer.network.teams.get(to.teamId)?.tags ?? [])
  if (!tags.some((tag) => (TICKET_TYPES as readonly string[]).includes(tag))) return []
  const { fit, types } = viewer.words
  const fits = tags.includes(ticket.type)
  const type = types[ticket.type]
  return [{ code: 'type', fits, text: fill(fits ? fit.type : fit['other-type'], { type }) }]
}

/** How a branch, or the branches that a team or a dealer has, fit what is asked for. */
function fitReasons(viewer: Viewer, ticket: TicketRecord, to: Assigned): FitReason[] {
  const branches = branchesOf(viewer, to)
  if (branches.length === 0) return []
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
