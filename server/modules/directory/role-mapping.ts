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

/** Gives each person their actions as the mapping holds now. */
export async function actionsByMapping(
  ctx: Pick<Ctx, 'house' | 'tx'>,
): Promise<(person: Person, companyKind: CompanyKind) => ReadonlySet<Action>> {
  const { value } = await readSetting(ctx, ROLE_ACTIONS)
  return (person, companyKind) => personActions(ctx.house, person, companyKind, value)
}

/** The same under a mapping that is only proposed. */
export function personActions(
  house: Pick<House, 'config'>,
  person: Person,
  companyKind: CompanyKind,
  mapping: Readonly<Record<string, readonly Action[]>>,
): ReadonlySet<Action> {
  const actions = actionsOf(person.roles, mapping, companyKind)
  if (!isFirstAdministrator(house, person)) return actions
  const first = actionsOf(['distributor-admin'], DEFAULT_ROLE_ACTIONS, companyKind)
  return new Set([...actions, ...first])
}

/** Named by configuration, so that a mapping that shut everybody out can be mended (`FIRST_ADMINISTRATOR`). */
function isFirstAdministrator({ config }: Pick<House, 'config'>, { id, email }: Person): boolean {
  const named = config.firstAdministrator
  if (named === null) return false
  return named === id || named.toLowerCase() === email?.toLowerCase()
}
