import type { Network, NetworkUser, Scope } from '../network-file.ts'
import {
  compact,
  readName,
  rowsOf,
  text,
  textOrNothing,
  ticked,
  withoutBlankRows,
  words,
  writeName,
} from './form-values.ts'

export function readUser(network: Network, id: string | undefined, query: URLSearchParams): URLSearchParams {
  const user = network.users.find((each) => each.id === id)
  const values = new URLSearchParams()
  writeName(values, 'name', user?.name)
  values.append('email', user?.email ?? '')
  values.append('phone', user?.phone ?? '')
  values.append('language', user?.language ?? 'en')
  values.append('companyId', user?.companyId ?? query.get('company') ?? '')
  values.append('branchId', user?.branchId ?? '')
  for (const teamId of user?.teamIds ?? []) values.append('teamIds', teamId)
  for (const role of user?.roles ?? []) values.append('roles', role)
  values.append('otherRoles', '')
  user?.scopes.forEach((scope, row) => {
    values.append(`scopes.${row}.unit`, scope.unitId ? `${scope.kind}:${scope.unitId}` : scope.kind)
    values.append(`scopes.${row}.brandId`, scope.brandId ?? '')
  })
  if (user?.active ?? true) values.append('active', '1')
  return values
}

export function tidyUser(posted: URLSearchParams): URLSearchParams {
  const tidy = withoutBlankRows(posted, 'scopes', ['unit'])
  for (const role of words(tidy, 'otherRoles')) tidy.append('roles', role)
  tidy.set('otherRoles', '')
  return tidy
}

export function userOf(network: Network, id: string, form: URLSearchParams): NetworkUser {
  const before = network.users.find((each) => each.id === id)
  return compact({
    ...before,
    ...{ id, name: readName(form, 'name', before?.name), email: text(form, 'email') },
    phone: textOrNothing(form, 'phone'),
    language: text(form, 'language'),
    companyId: text(form, 'companyId'),
    branchId: textOrNothing(form, 'branchId'),
    teamIds: ticked(form, 'teamIds'),
    roles: ticked(form, 'roles'),
    scopes: rowsOf(form, 'scopes').map((row) => scopeOf(form, `scopes.${row}`)),
    active: form.get('active') === '1',
  } as NetworkUser)
}

function scopeOf(form: URLSearchParams, at: string): Scope {
  const [kind = '', ...rest] = text(form, `${at}.unit`).split(':')
  const brandId = textOrNothing(form, `${at}.brandId`)
  const unitId = rest.join(':') || undefined
  return compact({ kind, unitId, brandId }) as Scope
}
