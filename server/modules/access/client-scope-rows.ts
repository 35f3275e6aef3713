import type { ClientActor, ScopeRow } from '../../../contract/actor.ts'

/**
 * How far a client with `tickets.read.unit` sees, as scope rows like those of staff: its company, or the branches that it
 * is limited to, each with the brands that it is limited to. They count only for what the client's own company holds
 * (`seesForUnit` in tickets), since a client may name branches of others to send tickets to. `enter_act` (migration 0018)
 * says the same in the database.
 */
export function clientScopeRows(client: ClientActor): ScopeRow[] {
  if (!client.scopes.has('tickets.read.unit')) return []
  const units: Pick<ScopeRow, 'kind' | 'unitId'>[] = client.branchIds
    ? client.branchIds.map((unitId) => ({ kind: 'branch', unitId }))
    : [{ kind: 'company', unitId: client.companyId }]
  return units.flatMap((unit) => (client.brandIds ?? [null]).map((brandId) => ({ ...unit, brandId })))
}
