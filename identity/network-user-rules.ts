import { checkPhone, type Known, LANGUAGES, mustExist, type Tell } from './network-field-rules.ts'
import type { Branch, Company, NetworkUser, Scope, Team } from './network-file.ts'

const UNITS = { company: 'companies', branch: 'branches', team: 'teams' } as const

export function checkUser(user: NetworkUser, known: Known, tell: Tell): void {
  const { ids } = known
  if (!isEmail(user.email)) tell('email', user.email ? 'bad-email' : 'required', user.email)
  // Two people behind one address: one of them could sign in as the other.
  if ((known.usersOfEmail.get(user.email.toLowerCase()) ?? 0) > 1) tell('email', 'taken', user.email)
  checkPhone(user.phone, tell)
  if (!LANGUAGES.includes(user.language)) tell('language', 'bad-choice', user.language)
  mustExist(ids.companies, 'companyId', [user.companyId], tell)
  if (user.branchId) mustExist(ids.branches, 'branchId', [user.branchId], tell)
  mustExist(ids.teams, 'teamIds', user.teamIds, tell)
  const home = ids.branches.get(user.branchId ?? '') as Branch | undefined
  if (home && home.companyId !== user.companyId) tell('branchId', 'foreign', home.id)
  for (const id of user.teamIds) {
    const team = ids.teams.get(id) as Team | undefined
    if (team && team.companyId !== user.companyId) tell('teamIds', 'foreign', id)
  }
  if (user.roles.some((role) => role.length < 1 || role.length > 64)) tell('roles', 'too-long')
  const company = ids.companies.get(user.companyId) as Company | undefined
  user.scopes.forEach((scope, row) => {
    checkScope(scope, `scopes.${row}`, known, tell)
    // The whole network is the distributor's to see: a dealer's person would see all of the rivals' customers.
    if (scope.kind === 'network' && company && company.kind !== 'distributor')
      tell(`scopes.${row}.unit`, 'distributor-only')
  })
}

function checkScope(scope: Scope, at: string, { ids }: Known, tell: Tell): void {
  if (scope.brandId) mustExist(ids.brands, `${at}.brandId`, [scope.brandId], tell)
  const list = UNITS[scope.kind as keyof typeof UNITS]
  if (list) mustExist(ids[list], `${at}.unit`, [scope.unitId], tell)
  const whole = scope.kind === 'network' || scope.kind === 'own'
  if (!list && (!whole || scope.unitId)) tell(`${at}.unit`, 'bad-choice', scope.kind)
}

/** As the reader of the feed judges it: an address that is taken here must not stop the feed there. */
function isEmail(text: string): boolean {
  if (text.length > 254) return false
  return /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@(?:[a-z\d][a-z\d-]*\.)+[a-z]{2,}$/i.test(text)
}
