import { ACTORS, type ActorName, DEALER_OF, OF_DISTRIBUTOR } from './actors.ts'
import type { Sight } from './expectations.ts'
import type { Mark } from './story.ts'

const companyOf = (actor: ActorName): string | null => ACTORS[actor] ?? DEALER_OF[actor] ?? null
/** The company whose notes they read: staff, and the one client that may. */
export const readsFor = (actor: ActorName): string | null =>
  actor === 'alphaInternalClient' ? companyOf(actor) : ACTORS[actor]

/** Was this text written for this actor, and do they still see the ticket so? */
export function markReaders({ readers }: Mark, actor: ActorName, sight: Sight): boolean {
  if (readers === 'public') return sight === 'full' || sight === 'requester'
  const company = readsFor(actor)
  return sight === 'full' && company !== null && readers.includes(company)
}

type Reading = { actor: ActorName; sight: Sight; holder: 'alpha' | 'beta' | null }

/** Names that an answer about a ticket may not hold for this reader; a requester's own data is the ticket's. */
export function foreignWords(answer: unknown, reading: Reading): string[] {
  const text = JSON.stringify(answer, (key, value) => (key === 'requester' ? undefined : value)) ?? ''
  return forbidden(reading).flatMap((pattern) => text.match(pattern)?.[0] ?? [])
}

const ALPHA = /alpha|ألفا/i
const BETA = /beta|بيتا/i
// Everybody in the world is called "Person …"; colleagues of the distributor have no company in their names.
const DISTRIBUTOR_STAFF = /Person (coordinator|distributor|recall|care|auditor)[\w-]*/
const ANY_FULL_NAME = /Person [a-z-]+/
const STAFF_ADDRESS = /[\w-]+@(alpha|beta|distributor)\.example/
const RULES = /For review|fitting branch|customer care|recall team|asked for/

function forbidden({ actor, sight, holder }: Reading): RegExp[] {
  const company = ACTORS[actor]
  const whole = sight === 'full' && OF_DISTRIBUTOR.includes(actor)
  if (whole) return [STAFF_ADDRESS]
  const dealer = companyOf(actor)
  const rivals =
    dealer === 'alpha'
      ? [BETA]
      : dealer === 'beta'
        ? [ALPHA]
        : [...(holder === 'alpha' ? [] : [ALPHA]), ...(holder === 'beta' ? [] : [BETA])]
  if (sight === 'full') return [...rivals, DISTRIBUTOR_STAFF, STAFF_ADDRESS]
  // Who asked reads of the present holder only, by the company's and branch's public names.
  // Staff who ask, and their colleagues, know each other.
  const names = company === null ? ANY_FULL_NAME : new RegExp(`Person (?!${company}-)[a-z-]+`)
  return [...rivals, names, STAFF_ADDRESS, RULES]
}

/** Fields of the staff's part; whoever asked must not find them, and a reduced line has five fields in all. */
const STAFF_FIELDS = [
  ...[
    'priority',
    'createdBy',
    'source',
    'tags',
    'attribution',
    'hold',
    'requirements',
    'routing',
    'handOffs',
  ],
  ...['firstAssignedAt', 'firstViewedAt', 'firstResponseAt', 'lastCustomerMessageAt', 'pendingSince'],
  ...['reopenedCount', 'unread', 'targets'],
]

export function internalKeys(answer: unknown, sight: Sight): string[] {
  if (sight === 'full' || typeof answer !== 'object' || answer === null) return []
  const has = (key: string) => {
    const value = (answer as Record<string, unknown>)[key]
    return Array.isArray(value) ? value.length > 0 : value !== undefined
  }
  const held = (answer as { assignment?: { team: unknown; assignee: unknown } }).assignment
  const named = held?.team || held?.assignee ? ['assignment.team or assignee'] : []
  const found = [...STAFF_FIELDS.filter(has), ...named]
  if (sight === 'reduced' && 'reduced' in answer) {
    found.push(...Object.keys(answer).filter((key) => !REDUCED_FIELDS.includes(key)))
  }
  return found
}
/** What is left of a ticket that a rival holds. */
export const REDUCED_FIELDS = ['id', 'number', 'type', 'status', 'reduced']

type Side = { company: { id: string } | null; accepted: boolean | null } | null
type HandOff = { from: Side; to: Side } & Record<'firstViewedAt' | 'acceptedAt' | 'returnedAt', string | null>

/** Hand-offs shown to a dealer that neither came to it nor left it, or with another one's clocks. */
export function foreignHandOffs(answer: unknown, actor: ActorName): HandOff[] {
  const { handOffs = [] } = (answer ?? {}) as { handOffs?: HandOff[] }
  if (OF_DISTRIBUTOR.includes(actor)) return []
  const own = (side: Side) => side?.company?.id === companyOf(actor)
  return handOffs.filter(({ from, to, firstViewedAt, acceptedAt, returnedAt }) => {
    if (own(to)) return false
    return !own(from) || [to?.accepted, firstViewedAt, acceptedAt, returnedAt].some((told) => told !== null)
  })
}
