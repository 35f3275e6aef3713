import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../app.ts'
import { ACTOR_NAMES, type ActorName } from './actors.ts'
import { checkCells, type Told } from './check-cells.ts'
import { checkList, checkMarks, checkNames, checkRepeat } from './check-contents.ts'
import { checkCounts } from './check-counts.ts'
import { checkDoors, checkPeople } from './check-doors.ts'
import { checkEvents, checkFields } from './check-events.ts'
import { checkFilters } from './check-filters.ts'
import { checkPickers } from './check-pickers.ts'
import { MAKERS, OTHER_ROUTES, SITUATION_NAMES, TICKET_ROUTES } from './expectations.ts'
import { type Matrix, openMatrix, openStory, type Scene } from './matrix.ts'
import type { Story } from './story.ts'

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
})
afterAll(() => matrix.world.close())

describe('the matrix', () => {
  it('has cells for every route, and for no route that does not exist', () => {
    const served = allRoutes().map((route) => `${route.method} ${route.path}`)
    const inMatrix = [...Object.keys(TICKET_ROUTES), ...Object.keys(OTHER_ROUTES)]
    expect(inMatrix.toSorted()).toEqual(served.toSorted())
    for (const route of served) expect(route in TICKET_ROUTES).toBe(route.includes('/tickets/{id}'))
  })

  it('shows teams, people and contacts only to those whose they are', async () => {
    expect(await checkPeople(matrix.callers)).toEqual([])
  })
})

describe('routes without a ticket', () => {
  // A world of their own: some of them end sessions.
  let doors: Matrix
  beforeAll(async () => {
    doors = await openMatrix()
  })
  afterAll(() => doors.world.close())

  it.each(Object.keys(OTHER_ROUTES))('%s admits whom it says', async (route) => {
    expect(await checkDoors(doors.callers, route)).toEqual([])
  })
})

describe.each(MAKERS)('a ticket made by %s', (maker) => {
  let story: Story
  beforeAll(async () => {
    story = await openStory(matrix, maker)
  })
  const actors = ACTOR_NAMES.filter(
    (name) => maker !== 'alphaManager' || (name !== 'ownLink' && name !== 'firstLink'),
  )

  describe.each(SITUATION_NAMES)('%s', (situation) => {
    const told: Told = new Map()
    const scene = (): Scene => ({ ...matrix, maker, situation, story, actors })
    beforeAll(async () => {
      // So that no limit of an address stands in the way of asking so much.
      matrix.world.moveTo(`192.0.2.${MAKERS.indexOf(maker) * 20 + SITUATION_NAMES.indexOf(situation) + 1}`)
      await story.act[situation]()
    })

    // Some six hundred questions.
    it('answers each route to each actor as the cells say', async () => {
      expect(await checkCells(scene(), told)).toEqual([])
    }, 60_000)

    it('lists it to exactly those who see it', async () => {
      expect(await checkList(scene(), told)).toEqual([])
    })

    it('counts what it lists', async () => {
      expect(await checkCounts(scene())).toEqual([])
    })

    it('lets each text be read by exactly those it was written for', () => {
      expect(checkMarks(scene(), told)).toEqual([])
    })

    it('names nobody and nothing that this reader may not know', () => {
      expect(checkNames(scene(), told)).toEqual([])
    })

    it('tells each event to exactly those whom its cell and stamp name', async () => {
      expect(await checkEvents(scene())).toEqual([])
    })

    it('shows exactly the fields of each sight', async () => {
      expect(await checkFields(scene())).toEqual([])
    })

    it('offers nobody of another company to be handed to', async () => {
      expect(await checkPickers(scene())).toEqual([])
    })

    it('tells who made it no more by a repeat of the request than by a look', async () => {
      expect(await checkRepeat(scene())).toEqual([])
    })

    it('answers a filter on what is hidden the same, whatever is asked for', async () => {
      expect(await checkFilters(scene())).toEqual([])
    })
  })

  it('leaves a line of the log to each company that it left', async () => {
    const line = async (actor: ActorName) =>
      (await matrix.callers[actor].get('/hand-offs?limit=200')).body.items.filter(
        (item: { number: string }) => item.number === story.ticket.number,
      )
    expect(await line('betaManager')).toHaveLength(2)
    expect(await line('alphaManager')).toHaveLength(2)
    expect(Object.keys((await line('betaManager'))[0]).toSorted()).toEqual([
      'leftAt',
      'number',
      'receivedAt',
      'type',
    ])
  })
})
