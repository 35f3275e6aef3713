import { CLIENT_KINDS, CLIENT_SCOPES, type ClientKind, type ClientScope } from '../../../contract/actions.ts'
import type { Ctx, House } from '../../platform/context.ts'
import type { InputError } from '../../platform/refusal.ts'
import type { Network } from '../directory/index.ts'

/** What a client may be: made, or changed to. */
export type ClientInput = {
  name: string
  kind: ClientKind
  scopes: readonly ClientScope[]
  companyId: string
  /** Null: without limit. */
  brandIds: readonly string[] | null
  branchIds: readonly string[] | null
  origins: readonly string[]
  oauthClientId: string | null
  expiresAt: Date | null
}

/** Everything that is wrong with it; none when it may be written. */
export function checkClient(
  ctx: Pick<Ctx, 'now' | 'house'>,
  network: Network,
  input: ClientInput,
): InputError[] {
  return [
    ...plainErrors(ctx, input),
    ...originErrors(ctx.house, input.origins),
    ...referenceErrors(network, input),
  ]
}

function plainErrors(ctx: Pick<Ctx, 'now'>, input: ClientInput): InputError[] {
  const errors: InputError[] = []
  const name = input.name.trim()
  if (name === '') errors.push({ pointer: '#/name', code: 'required' })
  if (name.length > 100) errors.push({ pointer: '#/name', code: 'too-long', values: { maximum: 100 } })
  if (!CLIENT_KINDS.includes(input.kind)) {
    errors.push({ pointer: '#/kind', code: 'not-one-of', values: { allowed: CLIENT_KINDS.join(', ') } })
  }
  if (input.scopes.length === 0) errors.push({ pointer: '#/scopes', code: 'required' })
  if (!input.scopes.every((scope) => CLIENT_SCOPES.includes(scope))) {
    errors.push({ pointer: '#/scopes', code: 'not-one-of', values: { allowed: CLIENT_SCOPES.join(', ') } })
  }
  if (input.expiresAt && input.expiresAt <= ctx.now)
    errors.push({ pointer: '#/expiresAt', code: 'time-past' })
  return errors
}

/** An origin is scheme, host and port, as a browser sends it; plain http only in the demo. */
export function isOrigin({ config }: Pick<House, 'config'>, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, origin: canonical } = new URL(origin)
  return canonical === origin && (protocol === 'https:' || (config.demo && protocol === 'http:'))
}

function originErrors(house: Pick<House, 'config'>, origins: readonly string[]): InputError[] {
  return origins.flatMap((origin): InputError[] =>
    isOrigin(house, origin) ? [] : [{ pointer: '#/origins', code: 'wrong-format', values: { id: origin } }],
  )
}

/** A dealer's client targets its own branches; the distributor's any. */
function referenceErrors(network: Network, input: ClientInput): InputError[] {
  const company = network.companies.get(input.companyId)
  const ofCompany = (id: string) => {
    const branch = network.branches.get(id)
    return company?.kind === 'distributor' || !branch || branch.companyId === input.companyId
  }
  const branchIds = input.branchIds ?? []
  return [
    ...inUse('#/companyId', network.companies, [input.companyId]),
    ...inUse('#/brandIds', network.brands, input.brandIds ?? []),
    ...inUse('#/branchIds', network.branches, branchIds),
    ...branchIds
      .filter((id) => !ofCompany(id))
      .map(
        (id): InputError => ({ pointer: '#/branchIds', code: 'branch-of-another-company', values: { id } }),
      ),
  ]
}

function inUse(
  pointer: string,
  known: Map<string, { active: boolean }>,
  ids: readonly string[],
): InputError[] {
  return ids.flatMap((id): InputError[] => {
    const entry = known.get(id)
    if (!entry) return [{ pointer, code: 'unknown-reference', values: { id } }]
    return entry.active ? [] : [{ pointer, code: 'inactive-reference', values: { id } }]
  })
}
