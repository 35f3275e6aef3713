export { admit, admitting } from './admit.ts'
export { clientScopeRows } from './client-scope-rows.ts'
export { findSeers } from './find-seers.ts'
export {
  covers,
  type Holder,
  type HolderColumns,
  predicatesOf,
  presentActorSees,
  settingOf,
} from './may-see.ts'
export { may, requireAction } from './require-action.ts'
export { actionsOf, DEFAULT_ROLE_ACTIONS } from './role-actions.ts'
export { replaceScopeRows, scopeRowsOf, scopeRowsOfAll } from './scope-rows.ts'
