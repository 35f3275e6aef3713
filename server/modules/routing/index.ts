export { decideRoute } from './decide-route.ts'
export { DEFAULT_RULES } from './default-rules.ts'
export type { Facts, Reason } from './rule.ts'
