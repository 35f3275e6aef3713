export { admit, admitting } from './admit.ts'
export { findSeers } from './find-seers.ts'
export {
  covers,
  type Holder,
  type HolderColumns,
  predicatesOf,
  presentStaffSees,
  settingOf,
} from './may-see.ts'
export { may, requireAction } from './require-action.ts'
export { actionsOf, DEFAULT_ROLE_ACTIONS } from './role-actions.ts'
export { replaceScopeRows, scopeRowsOf, scopeRowsOfAll } from './scope-rows.ts'
