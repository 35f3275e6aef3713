import type { SecurityLogLine } from '../../../contract/audit.ts'
import { asKey } from '../as-key.ts'

/** Types that are told otherwise where they were refused. */
const TWO_WAYS = [
  ...(['sign-in', 'step-up', 'session.ended', 'customer-code.sent', 'customer-sign-in'] as const),
  'scim.changed',
] as const

/** Told by whom it happened to: what the directory says of people has no doer whom one would know. */
const ABOUT_SUBJECT = ['user.deactivated', 'user.activated']
export const isToldBySubject = ({ type }: Pick<SecurityLogLine, 'type'>) => ABOUT_SUBJECT.includes(type)

type Line = Pick<SecurityLogLine, 'type' | 'outcome' | 'subject' | 'detail'>

/** Which sentence tells a line. */
export function saidKey({ type, outcome, subject, detail }: Line) {
  const twoWays = TWO_WAYS.find((name) => name === type)
  if (twoWays && outcome === 'refused') return `log.said.${asKey(twoWays)}-refused` as const
  if (type === 'client.revoked' && 'prefix' in detail) return 'log.said.client-key-revoked'
  if (type === 'setting.changed' && subject?.id === 'role-actions') return 'log.said.setting-roles'
  if (type === 'setting.changed' && subject?.id === 'scim-groups') return 'log.said.setting-groups'
  if (type === 'branch-move.decided') {
    return `log.said.branch-move-${detail.state === 'confirmed' ? 'confirmed' : 'dismissed'}` as const
  }
  return `log.said.${asKey(type)}` as const
}
