import type { Branch, Network } from '../network-file.ts'
import {
  compact,
  readName,
  rowsOf,
  text,
  textOrNothing,
  ticked,
  withoutBlankRows,
  writeName,
} from './form-values.ts'

export function readBranch(
  network: Network,
  id: string | undefined,
  query: URLSearchParams,
): URLSearchParams {
  const branch = network.branches.find((each) => each.id === id)
  const values = new URLSearchParams()
  const put = (field: string, value: string | number | null | undefined) =>
    values.append(field, String(value ?? ''))
  const putAll = (field: string, list: string[] | undefined) => {
    for (const value of list ?? []) values.append(field, value)
  }
  put('companyId', branch?.companyId ?? query.get('company'))
  writeName(values, 'name', branch?.name)
  put('cityId', branch?.cityId)
  put('timeZone', branch?.timeZone)
  writeName(values, 'address', branch?.address)
  put('phone', branch?.phone)
  put('latitude', branch?.latitude)
  put('longitude', branch?.longitude)
  putAll('brandIds', branch?.brandIds)
  putAll('departmentIds', branch?.departmentIds)
  putAll('serviceIds', branch?.serviceIds)
  branch?.workingPeriods.forEach((period, row) => {
    put(`workingPeriods.${row}.departmentId`, period.departmentId)
    putAll(`workingPeriods.${row}.days`, period.days.map(String))
    put(`workingPeriods.${row}.from`, period.from)
    put(`workingPeriods.${row}.to`, period.to)
  })
  branch?.holidays.forEach((days, row) => {
    put(`holidays.${row}.from`, days.from)
    put(`holidays.${row}.to`, days.to)
    writeName(values, `holidays.${row}.name`, days.name)
  })
  branch?.specialDays?.forEach((days, row) => {
    put(`specialDays.${row}.from`, days.from)
    put(`specialDays.${row}.to`, days.to)
    put(`specialDays.${row}.opens`, days.opens)
    put(`specialDays.${row}.closes`, days.closes)
    writeName(values, `specialDays.${row}.name`, days.name)
  })
  put('openedOn', branch?.openedOn)
  put('closedOn', branch?.closedOn)
  if (branch?.active ?? true) put('active', '1')
  return values
}

export function tidyBranch(posted: URLSearchParams): URLSearchParams {
  const hours = withoutBlankRows(posted, 'workingPeriods', ['from', 'to', 'days'])
  const holidays = withoutBlankRows(hours, 'holidays', ['from', 'to', 'name.en'])
  return withoutBlankRows(holidays, 'specialDays', ['from', 'to', 'name.en', 'opens', 'closes'])
}

export function branchOf(network: Network, id: string, form: URLSearchParams): Branch {
  const before = network.branches.find((each) => each.id === id)
  const address = readName(form, 'address', before?.address)
  const hasAddress = Object.values(address).some(Boolean)
  const special = specialDaysOf(form, before)
  return compact({
    ...before,
    id,
    // A branch changes its company by being moved, never by its form.
    companyId: before?.companyId ?? text(form, 'companyId'),
    cityId: text(form, 'cityId'),
    name: readName(form, 'name', before?.name),
    timeZone: textOrNothing(form, 'timeZone'),
    address: hasAddress ? address : undefined,
    phone: textOrNothing(form, 'phone'),
    latitude: degrees(form, 'latitude'),
    longitude: degrees(form, 'longitude'),
    brandIds: ticked(form, 'brandIds'),
    departmentIds: ticked(form, 'departmentIds'),
    serviceIds: ticked(form, 'serviceIds'),
    workingPeriods: hoursOf(form),
    holidays: holidaysOf(form, before),
    specialDays: special.length > 0 || before?.specialDays ? special : undefined,
    openedOn: textOrNothing(form, 'openedOn'),
    closedOn: textOrNothing(form, 'closedOn'),
    active: form.get('active') === '1',
  } as Branch)
}

function hoursOf(form: URLSearchParams): Branch['workingPeriods'] {
  return rowsOf(form, 'workingPeriods').map((row) => {
    const at = `workingPeriods.${row}`
    return compact({
      days: ticked(form, `${at}.days`)
        .map(Number)
        .sort((a, b) => a - b),
      from: text(form, `${at}.from`),
      to: text(form, `${at}.to`),
      departmentId: textOrNothing(form, `${at}.departmentId`),
    }) as Branch['workingPeriods'][number]
  })
}

function holidaysOf(form: URLSearchParams, before: Branch | undefined): Branch['holidays'] {
  return rowsOf(form, 'holidays').map((row) => daysOf(form, `holidays.${row}`, before?.holidays[row]))
}

function specialDaysOf(
  form: URLSearchParams,
  before: Branch | undefined,
): NonNullable<Branch['specialDays']> {
  return rowsOf(form, 'specialDays').map((row) => {
    const at = `specialDays.${row}`
    const clocks = { opens: text(form, `${at}.opens`), closes: text(form, `${at}.closes`) }
    return { ...daysOf(form, at, before?.specialDays?.[row]), ...clocks }
  })
}

/** One day may be given alone: it is the last day too. */
function daysOf(form: URLSearchParams, at: string, before: Branch['holidays'][number] | undefined) {
  const from = text(form, `${at}.from`)
  return { from, to: text(form, `${at}.to`) || from, name: readName(form, `${at}.name`, before?.name) }
}

/** Not a number where something else was typed: the rules tell. */
function degrees(form: URLSearchParams, field: string): number | undefined {
  const typed = text(form, field).replace(',', '.')
  return typed ? Number(typed) : undefined
}
