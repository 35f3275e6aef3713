import type { Actor, ClientActor } from '../../contract/actor.ts'
import { CreateTicket } from '../../contract/tickets.ts'
import { staffActor } from '../../server/modules/directory/index.ts'
import { createTicket } from '../../server/modules/tickets/create-ticket.ts'
import { actWithin, type Ctx, type House, type Tx } from '../../server/platform/context.ts'
import { Refusal } from '../../server/platform/refusal.ts'
import { readStep } from './read-step.ts'
import type { DoorName, Story } from './story.ts'
import { storyTime, workingDay } from './story-clock.ts'
import { takeStep } from './take-step.ts'

/** Where the stories are told: in one transaction, seen from this moment, through these API clients. */
type Stage = { house: House; tx: Tx; now: Date; doors: Record<DoorName, ClientActor> }

/** One act of one story, with its moment. */
type Act = {
  at: Date
  line: string
  actor: () => Actor | Promise<Actor>
  play: (ctx: Ctx) => Promise<void>
}

/**
 * Tells the stories through the real acts, each at its own time and as its own actor, in the order of time over all
 * tickets: numbers and events then stand as if it had happened so. All of it is history, so nobody is told.
 */
export async function tellStories(stage: Stage, stories: readonly Story[]): Promise<void> {
  const cast = casting(stage)
  const acts = stories.flatMap((story, index) => actsOf(story, index, stage.now, cast))
  acts.sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { at, line, actor, play } of acts) {
    try {
      const who = { actor: await actor(), now: at, history: true }
      await actWithin(stage.house, stage.tx, who, play)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const why = `${error.code} ${JSON.stringify(error.errors ?? error.values ?? '')}`
      throw new Error(`A demo story does not work: ${line}: ${why}`, { cause: error })
    }
  }
}

type Cast = (who: string) => Promise<Actor>

function actsOf(story: Story, index: number, now: Date, cast: Cast): Act[] {
  const [, when = '', door = '', tag] = /^(.+) ([a-z-]+) ([a-z]+)$/.exec(story.opened) ?? []
  const opened = storyTime(when, now, secondOf(index, 0))
  let id = ''
  const request = CreateTicket.parse({
    ...story.ask,
    ...{ requester: story.from ?? { kind: 'staff' }, language: tag },
    details: { ...story.ask.details, ...wishOf(story, opened) },
  })
  const opening: Act = {
    ...{ at: opened, line: `${story.opened} ${story.ask.type}`, actor: () => cast(door) },
    play: async (ctx) => {
      id = (await createTicket(ctx, request, [])).id
    },
  }
  // A chatbot's customer goes on talking to the chatbot; others hold the tracking link.
  const asker = () =>
    door === 'chatbot' ? cast(door) : ({ kind: 'link', ticketId: id, linkVersion: 1 } as const)
  const steps = (story.steps ?? []).map((line, step): Act => {
    const read = readStep(line)
    return {
      ...{ at: storyTime(read.when, now, secondOf(index, step + 1)), line },
      actor: () => (read.who === 'customer' ? asker() : cast(read.who)),
      play: (ctx) => takeStep(ctx, id, read, now),
    }
  })
  return [opening, ...steps]
}

// So that not everything happens on the full minute; later steps of one minute come later.
const secondOf = (story: number, step: number) => ((story * 17) % 40) + step

function wishOf({ wish }: Story, opened: Date) {
  if (wish === undefined) return {}
  const [days = '', dayPart] = wish.split(' ')
  return { preferredTime: { date: workingDay(opened, Number(days)), dayPart } }
}

/** Finds who acts: a customer on the portal, an API client, or a member of staff as the directory knows them. */
function casting({ house, tx, now, doors }: Stage): Cast {
  const staff = new Map<string, Actor>()
  return async (who) => {
    if (who === 'portal') return { kind: 'customer', sessionId: 'demo' }
    if (who in doors) return doors[who as DoorName]
    const known = staff.get(who) ?? (await staffActor({ house, tx, now }, who))
    if (known === null) throw new Error(`A demo story names nobody: ${who}`)
    staff.set(who, known)
    return known
  }
}
