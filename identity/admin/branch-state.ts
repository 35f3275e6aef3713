import type { Branch } from '../network-file.ts'
import type { Visit } from './visit.ts'
import { fill } from './words.ts'

/** Whether a branch is open today, in its own time zone. `closedOn` is the first day on which it is closed. */
export function branchState(
  { words, desk }: Pick<Visit, 'words' | 'desk'>,
  branch: Branch,
): { word: string; tone: 'on' | 'soon' | 'off'; open: boolean } {
  const { states } = words.branches
  const city = desk.network.cities.find(({ id }) => id === branch.cityId)
  const today = desk.today(branch.timeZone ?? city?.timeZone)
  const { openedOn, closedOn } = branch
  if (!branch.active) return { word: states.off, tone: 'off', open: false }
  if (closedOn && closedOn <= today) return { word: states.closed, tone: 'off', open: false }
  if (openedOn && openedOn > today)
    return { word: fill(states.later, { day: openedOn }), tone: 'soon', open: false }
  if (closedOn) return { word: fill(states.closing, { day: closedOn }), tone: 'soon', open: true }
  return { word: states.open, tone: 'on', open: true }
}
