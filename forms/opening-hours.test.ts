import { describe, expect, it } from 'vitest'
import { dayAfter, hoursToday, isOpenOn, localTime } from './opening-hours.ts'

const place = {
  timeZone: 'Asia/Baghdad',
  workingPeriods: [
    { days: [0, 1, 2, 3, 4], from: '08:30', to: '17:00' },
    { days: [6], from: '09:00', to: '15:00', departmentId: 'showroom' },
  ],
}
// Baghdad is three hours ahead of UTC all year.
const sunday = (time: string) => new Date(`2026-11-22T${time}:00+03:00`)
const saturday = (time: string) => new Date(`2026-11-21T${time}:00+03:00`)
const friday = new Date('2026-11-20T12:00:00+03:00')

describe('hours of a branch today', () => {
  it('is open until its last hour', () => {
    expect(hoursToday(place, sunday('08:30'))).toEqual({ state: 'open', until: '17:00' })
    expect(hoursToday(place, sunday('16:59'))).toEqual({ state: 'open', until: '17:00' })
  })
  it('says when it opens, and when it is over', () => {
    expect(hoursToday(place, sunday('07:00'))).toEqual({ state: 'opens', at: '08:30' })
    expect(hoursToday(place, sunday('17:00'))).toEqual({ state: 'closed-now' })
    expect(hoursToday(place, friday)).toEqual({ state: 'closed-today' })
  })
  it('counts only the hours of the department that does the work', () => {
    expect(hoursToday(place, saturday('10:00'), ['showroom'])).toEqual({ state: 'open', until: '15:00' })
    expect(hoursToday(place, saturday('10:00'), ['service-center'])).toEqual({ state: 'closed-today' })
    expect(hoursToday(place, saturday('10:00'))).toEqual({ state: 'open', until: '15:00' })
    expect(isOpenOn(place, 6, ['body-shop'])).toBe(false)
    expect(isOpenOn(place, 0, ['body-shop'])).toBe(true)
  })
  it('joins hours that touch and keeps a lunch break apart', () => {
    const split = (second: string) => ({
      timeZone: 'Asia/Baghdad',
      workingPeriods: [
        { days: [0], from: '08:00', to: '12:00' },
        { days: [0], from: second, to: '18:00' },
      ],
    })
    expect(hoursToday(split('12:00'), sunday('09:00'))).toEqual({ state: 'open', until: '18:00' })
    expect(hoursToday(split('13:00'), sunday('09:00'))).toEqual({ state: 'open', until: '12:00' })
    expect(hoursToday(split('13:00'), sunday('12:30'))).toEqual({ state: 'opens', at: '13:00' })
  })
  it('goes by the clock of the place, not of the phone', () => {
    // 22:30 UTC on Saturday is already Sunday in Baghdad.
    expect(localTime(new Date('2026-11-21T22:30:00Z'), 'Asia/Baghdad')).toEqual({
      date: '2026-11-22',
      day: 0,
      time: '01:30',
    })
    expect(hoursToday(place, new Date('2026-11-21T22:30:00Z'))).toEqual({ state: 'opens', at: '08:30' })
  })
  it('counts days over months, leap days and daylight saving', () => {
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30')
  })
})
