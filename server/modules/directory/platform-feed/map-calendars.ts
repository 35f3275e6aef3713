import type { SnapshotInput } from '../snapshot.ts'
import type { PlatformMapping } from './platform-mapping.ts'
import { column, dayOf, localisedOf, type PlatformRow, property, references } from './read-columns.ts'

type Branch = SnapshotInput['branches'][number]
type Period = NonNullable<Branch['workingPeriods']>[number]
type Holiday = NonNullable<Branch['holidays']>[number]
type Hours = { workingPeriods: Period[]; holidays: Holiday[] }

const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6]
const TICKS_A_MINUTE = 600_000_000

/**
 * Hours and holidays of each branch (by hashid) from the platform's calendars, as far as a week can say them: the
 * calendars with the highest priority that hold today, minus their weekly weekends, and whole-day holidays. Hours of one
 * brand, weekends of every second week and shortened holidays are left aside, and said so. What a day really is there is
 * computed day by day (identity.md §7).
 */
export function mapCalendars(
  rows: readonly PlatformRow[],
  { mapping, today, departmentId }: { mapping: PlatformMapping; today: string; departmentId: Lookup },
): { hours: Map<string, Hours>; notes: string[] } {
  const notes: string[] = []
  const calendars = rows.map((row) => readCalendar(row, mapping))
  const hours = new Map<string, Hours>()
  for (const branch of new Set(calendars.flatMap(({ branches }) => branches))) {
    const own = calendars.filter(({ branches }) => branches.includes(branch))
    const working = own.filter((one) => one.type === 1 && one.from <= today && one.to >= today)
    const priority = Math.max(...working.map((one) => one.priority))
    const counting = working.filter((one) => one.priority === priority)
    const workingPeriods = counting.flatMap((one) => periodsOf(one, departmentId, notes))
    const holidays = own
      .filter((one) => one.type === 2 && one.to >= today && (one.priority >= priority || !counting.length))
      .flatMap((one) => holidayOf(one, notes))
    hours.set(branch, { workingPeriods, holidays })
  }
  return { hours, notes }
}

type Lookup = (key: string) => string | undefined
type Calendar = ReturnType<typeof readCalendar>

function readCalendar(row: PlatformRow, mapping: PlatformMapping) {
  const get = (name: string) => column(mapping, 'CompanyCalendar', row, name)
  const list = (name: string): unknown[] => {
    const value = get(name)
    return Array.isArray(value) ? value : []
  }
  return {
    title: localisedOf(get('Title')) ?? { en: 'Holiday' },
    type: Number(get('EntryType')),
    priority: Number(get('Priority') ?? 1),
    from: dayOf(get('StartDate')) ?? '9999-12-31',
    to: dayOf(get('EndDate')) ?? '0000-01-01',
    ...{
      branches: references(get('Branches')),
      groups: list('ShiftGroups'),
      weekends: list('WeekendGroups'),
    },
  }
}

function periodsOf(calendar: Calendar, departmentId: Lookup, notes: string[]): Period[] {
  const free = weekendDays(calendar, notes)
  return calendar.groups.flatMap((group) => {
    if (references(property(group, 'Brands')).length > 0) {
      notes.push(`calendar ${calendar.title.en}: hours of one brand are left aside`)
      return []
    }
    const given = property(group, 'Days')
    const days = (Array.isArray(given) ? given.map(Number) : ALL_DAYS).filter(
      (day) => ALL_DAYS.includes(day) && !free.has(day),
    )
    const keys = references(property(group, 'Departments'))
    const departments = keys.length > 0 ? keys.flatMap((key) => departmentId(key) ?? []) : [undefined]
    const shifts = property(group, 'Shifts')
    if (days.length === 0 || !Array.isArray(shifts)) return []
    return shifts.flatMap((shift) => {
      const from = clockOf(property(shift, 'StartTimeTicks'))
      const to = clockOf(property(shift, 'EndTimeTicks'))
      if (from === null || to === null || from >= to) {
        notes.push(`calendar ${calendar.title.en}: a shift over midnight is left aside`)
        return []
      }
      return departments.map((id) => ({ days, from, to, ...(id ? { departmentId: id } : {}) }))
    })
  })
}

/** Days that are free each week, for all departments and brands. */
function weekendDays(calendar: Calendar, notes: string[]): Set<number> {
  const free = new Set<number>()
  for (const group of calendar.weekends) {
    const weekends = property(group, 'Weekends')
    const isForAll = ['Departments', 'Brands'].every((name) => references(property(group, name)).length === 0)
    for (const weekend of Array.isArray(weekends) ? weekends : []) {
      const weekly = Number(property(weekend, 'Repeat') ?? 1) === 1
      if (isForAll && weekly) free.add(Number(property(weekend, 'Day')))
      else
        notes.push(`calendar ${calendar.title.en}: a weekend that is not everybody's each week is left aside`)
    }
  }
  return free
}

function holidayOf(calendar: Calendar, notes: string[]): Holiday[] {
  if (calendar.groups.length > 0) {
    notes.push(`calendar ${calendar.title.en}: a holiday of some hours is left aside`)
    return []
  }
  return [{ from: calendar.from, to: calendar.to, name: calendar.title }]
}

/** Ticks of 100 ns since midnight as `HH:MM`; null beyond the day. */
function clockOf(ticks: unknown): string | null {
  const minutes = Math.floor(Number(ticks) / TICKS_A_MINUTE)
  if (!Number.isFinite(minutes) || minutes < 0 || minutes > 24 * 60) return null
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
