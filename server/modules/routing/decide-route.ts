import type { BranchEntry, Network } from '../directory/index.ts'
import type { Facts, Reason, Route, Rule, RuleTarget, Target } from './rule.ts'

const UNASSIGNED: Target = { status: 'unassigned', companyId: null, branchId: null, teamId: null }
export const REVIEW_RULE = 'review'

type Found = { target: Target; reasons: Reason[] }
type Missed = { target: null; reasons: Reason[] }

/**
 * The first rule whose conditions hold and whose target can be found decides; else the ticket stays Unassigned for
 * review, with the reasons of the rules that came near.
 */
export function decideRoute(facts: Facts, network: Network, rules: readonly Rule[]): Route {
  const missed: Reason[] = []
  for (const rule of rules) {
    const conditions = holds(rule, facts)
    if (!conditions) continue
    const outcome = find(rule.to, facts, network)
    if (outcome.target) {
      const reasons = [...conditions, ...outcome.reasons]
      return { rule: rule.key, target: outcome.target, priority: rule.priority ?? 'normal', reasons }
    }
    missed.push(...outcome.reasons)
  }
  const reasons: Reason[] = [...missed, { code: 'for-review', values: {} }]
  return { rule: REVIEW_RULE, target: UNASSIGNED, priority: 'normal', reasons }
}

/** The reasons for which a rule's conditions hold, or null. */
function holds(rule: Rule, facts: Facts): Reason[] | null {
  const reasons: Reason[] = []
  const { types, topics } = rule.when
  if (types) {
    if (!types.includes(facts.type)) return null
    reasons.push({ code: 'type-is', values: { type: facts.type } })
  }
  if (topics) {
    if (facts.topic === null || !topics.includes(facts.topic)) return null
    reasons.push({ code: 'topic-is', values: { topic: facts.topic } })
  }
  return reasons
}

function find(to: RuleTarget, facts: Facts, network: Network): Found | Missed {
  switch (to.kind) {
    case 'distributor-team':
      return distributorTeam(to.tag, network)
    case 'requested-branch':
      return requestedBranch(facts, network)
    case 'only-branch-in-city':
      return onlyBranchInCity(facts, network)
  }
}

function distributorTeam(tag: string, network: Network): Found | Missed {
  const team = [...network.teams.values()]
    .filter((t) => t.active && t.companyId === network.distributor.id && t.tags.includes(tag))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0]
  if (!team) return { target: null, reasons: [{ code: 'team-missing', values: { tag } }] }
  const target: Target = { status: 'team', companyId: team.companyId, branchId: null, teamId: team.id }
  return { target, reasons: [] }
}

function requestedBranch(facts: Facts, network: Network): Found | Missed {
  const branch = facts.requestedBranchId === null ? undefined : network.branches.get(facts.requestedBranchId)
  if (!branch) return { target: null, reasons: [] }
  if (!serves(branch, facts)) {
    return { target: null, reasons: [{ code: 'requested-branch-unfit', values: { branchId: branch.id } }] }
  }
  const requested: Reason = { code: 'branch-requested', values: { branchId: branch.id } }
  return { target: atBranch(branch), reasons: [requested, ...fitness(branch, facts)] }
}

function onlyBranchInCity(facts: Facts, network: Network): Found | Missed {
  // Somebody who named a branch did not ask for the only other one in town.
  if (facts.requestedBranchId !== null) return { target: null, reasons: [] }
  if (facts.brandMatters && facts.brandId === null)
    return { target: null, reasons: [{ code: 'brand-unknown', values: {} }] }
  if (facts.cityId === null) return { target: null, reasons: [{ code: 'city-unknown', values: {} }] }
  const fit = [...network.branches.values()].filter((b) => b.cityId === facts.cityId && serves(b, facts))
  const values = { cityId: facts.cityId, count: String(fit.length) }
  const [only] = fit
  if (!only) return { target: null, reasons: [{ code: 'no-branch-in-city', values }] }
  if (fit.length > 1) return { target: null, reasons: [{ code: 'several-branches-in-city', values }] }
  const why: Reason = { code: 'only-branch-in-city', values: { branchId: only.id, cityId: facts.cityId } }
  return { target: atBranch(only), reasons: [...fitness(only, facts), why] }
}

/** Open, of the brand where that matters, and offering the service where one is asked for. */
function serves(branch: BranchEntry, facts: Facts): boolean {
  if (!branch.active) return false
  if (facts.brandId !== null && facts.brandMatters && !branch.brandIds.has(facts.brandId)) return false
  return facts.serviceId === null || branch.serviceIds.has(facts.serviceId)
}

function fitness(branch: BranchEntry, facts: Facts): Reason[] {
  const reasons: Reason[] = []
  if (facts.brandId !== null && branch.brandIds.has(facts.brandId)) {
    reasons.push({ code: 'serves-brand', values: { branchId: branch.id, brandId: facts.brandId } })
  }
  if (facts.serviceId !== null) {
    reasons.push({ code: 'offers-service', values: { branchId: branch.id, serviceId: facts.serviceId } })
  }
  return reasons
}

function atBranch(branch: BranchEntry): Target {
  return { status: 'branch', companyId: branch.companyId, branchId: branch.id, teamId: null }
}
