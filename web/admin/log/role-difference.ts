import { ACTIONS, type Action } from '../../../contract/actions.ts'

export type RoleDifference = { role: string; gains: Action[]; loses: Action[] }

/** What a change of the role mapping gave and took, from what the log holds of before and after. */
export function roleDifference(before: unknown, after: unknown): RoleDifference[] {
  const [was, is] = [asMapping(before), asMapping(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((role) => {
    const [had, has] = [was.get(role) ?? [], is.get(role) ?? []]
    const gains = has.filter((action) => !had.includes(action))
    const loses = had.filter((action) => !has.includes(action))
    return gains.length + loses.length > 0 ? [{ role, gains, loses }] : []
  })
}

/** The log is read as it was written, maybe by another version; what does not fit is left out. */
function asMapping(value: unknown): Map<string, Action[]> {
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(
    Object.entries(value).map(([role, actions]) => [
      role,
      ACTIONS.filter((action) => Array.isArray(actions) && actions.includes(action)),
    ]),
  )
}
