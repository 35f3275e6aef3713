import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTOR_NAMES } from './actors.ts'
import { checkSearch } from './check-search.ts'
import { MAKERS, SITUATION_NAMES } from './expectations.ts'
import { type Matrix, openMatrix, openStory } from './matrix.ts'
import type { Story } from './story.ts'

/* The slice of the matrix that searches: every actor, in every situation, by what they see and by what they do not. */

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
})
afterAll(() => matrix.world.close())

describe.each(MAKERS)('a ticket made by %s', (maker) => {
  let story: Story
  beforeAll(async () => {
    story = await openStory(matrix, maker)
  })

  it.each(SITUATION_NAMES)('is found by exactly what is seen of it: %s', async (situation) => {
    // So that no limit of an address stands in the way of asking so much.
    matrix.world.moveTo(`192.0.3.${MAKERS.indexOf(maker) * 20 + SITUATION_NAMES.indexOf(situation) + 1}`)
    await story.act[situation]()
    expect(await checkSearch({ ...matrix, maker, situation, story, actors: ACTOR_NAMES })).toEqual([])
  })

  it('is not searched for by customers', async () => {
    const answer = await matrix.callers.portal.get('/tickets?q=lana')
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })
})
