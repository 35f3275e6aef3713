import type { Action } from '../../../contract/actions.ts'
import type { CompanyKind } from '../../../contract/network.ts'
import { RoleActions } from '../../../contract/settings.ts'
import type { Ctx, House } from '../../platform/context.ts'
import { actionsOf, DEFAULT_ROLE_ACTIONS } from '../access/index.ts'
import { readSetting, type SettingDefinition } from '../settings/index.ts'

/** What each role of the Identity System may do: changed by the distributor in the product. */
export const ROLE_ACTIONS: SettingDefinition<typeof RoleActions> = {
  name: 'role-actions',
  schema: RoleActions,
  default: Object.fromEntries(
    Object.entries(DEFAULT_ROLE_ACTIONS).map(([role, actions]) => [role, [...actions]]),
  ),
}

type Person = { id: string; email: string | null; roles: readonly string[] }
/** What people may do by their roles, and who may more whatever roles say. */
export type RoleRules = { mapping: Readonly<Record<string, readonly Action[]>>; first: string | null }

/** The mapping as it holds now. */
export async function currentMapping(ctx: Pick<Ctx, 'house' | 'tx'>): Promise<RoleRules['mapping']> {
  return (await readSetting(ctx, ROLE_ACTIONS)).value
}

export function personActions(
  person: Person,
  companyKind: CompanyKind,
  { mapping, first }: RoleRules,
): ReadonlySet<Action> {
  const actions = actionsOf(person.roles, mapping, companyKind)
  if (person.id !== first) return actions
  return new Set([...actions, ...actionsOf(['distributor-admin'], DEFAULT_ROLE_ACTIONS, companyKind)])
}

/**
 * The id of the one whom configuration names (`FIRST_ADMINISTRATOR`), so that a mapping that shut everybody out can be
 * mended; null where it names nobody of the distributor. An address that several active people share names none of them.
 */
export function firstAdministrator(
  { config }: Pick<House, 'config'>,
  ofDistributor: readonly { id: string; email: string | null; active: boolean }[],
): string | null {
  const named = config.firstAdministrator
  if (named === null) return null
  if (ofDistributor.some(({ id }) => id === named)) return named
  const address = named.toLowerCase()
  const [one, ...others] = ofDistributor.filter(
    ({ email, active }) => active && email?.toLowerCase() === address,
  )
  return one && others.length === 0 ? one.id : null
}
