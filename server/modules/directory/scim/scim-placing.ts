import { ScimPlacing } from '../../../../contract/scim-groups.ts'
import type { SettingDefinition } from '../../settings/index.ts'

/** How people and groups of a SCIM client find their place in the network: changed by the distributor in the product. */
export const SCIM_PLACING: SettingDefinition<typeof ScimPlacing> = {
  name: 'scim-groups',
  schema: ScimPlacing,
  default: { companyFrom: 'organization', branchFrom: null, groups: [] },
}
