import { describe, expect, test } from 'vitest'
import { allStories } from './all-stories.ts'
import { readStep } from './read-step.ts'
import { localTime, storyTime, workingDay } from './story-clock.ts'

const HOUR = 3_600_000
// Every hour of a fortnight: the demo may be started at any time of any day.
const moments = Array.from({ length: 14 * 24 }, (_, hour) => new Date(Date.UTC(2026, 10, 15) + hour * HOUR))

describe('the clock of the stories', () => {
  const sunday = new Date('2026-11-22T06:30:00Z')

  test('counts working days, Sunday to Thursday, by the day in Iraq', () => {
    expect(workingDay(sunday, -1)).toBe('2026-11-19')
    expect(workingDay(sunday, -6)).toBe('2026-11-12')
    expect(workingDay(sunday, 0)).toBe('2026-11-22')
    expect(workingDay(sunday, 5)).toBe('2026-11-29')
    // At 22:30 UTC on Saturday it is already Sunday in Erbil.
    expect(workingDay(new Date('2026-11-21T22:30:00Z'), 1)).toBe('2026-11-23')
    expect(localTime('2026-11-22', '09:00')).toEqual(new Date('2026-11-22T06:00:00Z'))
  })

  test('reads minutes ago and times of days', () => {
    expect(storyTime('45m', sunday)).toEqual(new Date('2026-11-22T05:45:00Z'))
    expect(storyTime('1 10:20', sunday, 7)).toEqual(new Date('2026-11-19T07:20:07Z'))
    expect(() => storyTime('yesterday', sunday)).toThrow('no time of a story')
  })

  test('puts what happened in the order in which it is told, whenever the demo is started', () => {
    const stories = allStories.map((story) => [
      story.opened.replace(/ [a-z-]+ [a-z]+$/, ''),
      ...(story.steps ?? []).map((line) => readStep(line).when),
    ])
    const disorder = moments.flatMap((now) =>
      stories.flatMap((times) =>
        times.flatMap((when, step) => {
          const at = storyTime(when, now, step)
          const before = step === 0 ? undefined : storyTime(times[step - 1] ?? '', now, step - 1)
          const late = at > now || (before !== undefined && at <= before)
          return late ? [`${now.toISOString()} ${times[0]} ${when}`] : []
        }),
      ),
    )
    expect(disorder).toEqual([])
  })
})

describe('a step', () => {
  test('says when, who, what and the words, which may hold colons', () => {
    expect(readStep('3 10:24 shirin-aziz replies: At 10:30: the white one.')).toEqual({
      ...{
        when: '3 10:24',
        who: 'shirin-aziz',
        verb: 'replies',
        object: '',
        text: 'At 10:30: the white one.',
      },
    })
    expect(readStep('45m avan-mamand hands branch rubar-duhok to sipan-haji: Yours.')).toMatchObject({
      ...{ verb: 'hands', object: 'branch rubar-duhok to sipan-haji', text: 'Yours.' },
    })
    expect(readStep('2 09:00 nask-omer tags truck, importer')).toMatchObject({ object: 'truck, importer' })
  })

  test.each(['shirin-aziz replies: Hello', '3 10:24 shirin-aziz dances', '3 10:24', '25:10 a views'])(
    'is refused when nobody could act it: %s',
    (line) => expect(() => readStep(line)).toThrow('No step of a story'),
  )
})
