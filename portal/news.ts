import type { TimelineEntry } from '../contract/conversation.ts'

type Entry = { id: string; actor: Pick<TimelineEntry['actor'], 'kind' | 'me'> }

/** True where somebody else did something that was not there before; what customers do themselves is no news. */
export function hasNews(items: readonly Entry[], known: ReadonlySet<string>): boolean {
  return items.some(({ id, actor }) => !known.has(id) && !actor.me && actor.kind !== 'customer')
}
