import {
  checkName,
  checkPhone,
  isClock,
  isDay,
  isTimeZone,
  type Known,
  mustExist,
  type Tell,
} from './network-field-rules.ts'
import type { Branch, City, Company, Holiday, Team, WorkingPeriod } from './network-file.ts'

export const COMPANY_KINDS = ['distributor', 'dealer', 'other']

export function checkCompany(company: Company, { network, ids }: Known, tell: Tell): void {
  if (!COMPANY_KINDS.includes(company.kind))
    tell('kind', company.kind ? 'bad-choice' : 'required', company.kind)
  if (!company.parentId) return
  mustExist(ids.companies, 'parentId', [company.parentId], tell)
  const parents = new Map(network.companies.map(({ id, parentId }) => [id, parentId]))
  let above = parents.get(company.id)
  for (let steps = 0; above && steps <= parents.size; steps++) {
    if (above === company.id) {
      tell('parentId', 'own-ancestor')
      return
    }
    above = parents.get(above)
  }
}

export function checkBranch(branch: Branch, { ids }: Known, tell: Tell): void {
  mustExist(ids.companies, 'companyId', [branch.companyId], tell)
  mustExist(ids.cities, 'cityId', [branch.cityId], tell)
  mustExist(ids.brands, 'brandIds', branch.brandIds, tell)
  mustExist(ids.departments, 'departmentIds', branch.departmentIds, tell)
  mustExist(ids.services, 'serviceIds', branch.serviceIds, tell)
  const city = ids.cities.get(branch.cityId) as City | undefined
  if (branch.timeZone && !isTimeZone(branch.timeZone)) tell('timeZone', 'bad-zone', branch.timeZone)
  if (!branch.timeZone && !city?.timeZone) tell('timeZone', 'no-zone')
  if (branch.address) checkName('address', branch.address, tell)
  checkPhone(branch.phone, tell)
  checkPosition('latitude', branch.latitude, 90, tell)
  checkPosition('longitude', branch.longitude, 180, tell)
  branch.workingPeriods.forEach((period, row) => {
    checkPeriod(period, `workingPeriods.${row}`, tell)
    if (period.departmentId)
      mustExist(ids.departments, `workingPeriods.${row}.departmentId`, [period.departmentId], tell)
  })
  branch.holidays.forEach((days, row) => {
    checkDays(days, `holidays.${row}`, tell)
  })
  branch.specialDays?.forEach((days, row) => {
    checkDays(days, `specialDays.${row}`, tell)
    checkClocks(`specialDays.${row}`, ['opens', days.opens], ['closes', days.closes], tell)
  })
  for (const field of ['openedOn', 'closedOn'] as const) {
    if (branch[field] && !isDay(branch[field])) tell(field, 'bad-date', branch[field])
  }
  if (branch.openedOn && branch.closedOn && branch.closedOn < branch.openedOn) tell('closedOn', 'order')
}

export function checkTeam(team: Team, { ids }: Known, tell: Tell): void {
  mustExist(ids.companies, 'companyId', [team.companyId], tell)
  mustExist(ids.branches, 'branchIds', team.branchIds, tell)
  for (const id of team.branchIds) {
    const branch = ids.branches.get(id) as Branch | undefined
    if (branch && branch.companyId !== team.companyId) tell('branchIds', 'foreign', id)
  }
  if (team.tags.some((tag) => tag.length < 1 || tag.length > 64)) tell('tags', 'too-long')
}

function checkPosition(field: string, degrees: number | null | undefined, most: number, tell: Tell): void {
  if (degrees === null || degrees === undefined) return
  // Not a number either, as nothing compares with it.
  if (!(Math.abs(degrees) <= most)) tell(field, 'bad-number')
}

function checkPeriod({ days, from, to }: WorkingPeriod, at: string, tell: Tell): void {
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 0 || day > 6))
    tell(`${at}.days`, 'no-days')
  checkClocks(at, ['from', from], ['to', to], tell)
}

type Clock = [field: string, text: string]

function checkClocks(at: string, from: Clock, to: Clock, tell: Tell): void {
  for (const [field, text] of [from, to]) {
    if (!isClock(text)) tell(`${at}.${field}`, text ? 'bad-time' : 'required', text)
  }
  if (isClock(from[1]) && isClock(to[1]) && to[1] <= from[1]) tell(`${at}.${to[0]}`, 'order')
}

function checkDays({ from, to, name }: Holiday, at: string, tell: Tell): void {
  if (!isDay(from)) tell(`${at}.from`, from ? 'bad-date' : 'required', from)
  if (!isDay(to)) tell(`${at}.to`, to ? 'bad-date' : 'required', to)
  if (isDay(from) && isDay(to) && to < from) tell(`${at}.to`, 'order')
  checkName(`${at}.name`, name, tell)
}
