const day = (from: string, to = from) => ({ from, to, name: { en: 'Spring', ar: 'الربيع' } })

/** A small network in which everything that the rules look at is there, and right. */
export function wholeNetwork() {
  const user = (id: string, role: string, company: string, more: object = {}) => {
    const name = id.charAt(0).toUpperCase() + id.slice(1)
    return {
      ...{ id, name: { en: name, ar: `${name} ع` }, email: `${id}@${company}.example` },
      ...{ phone: '+9647500009999', language: 'en', companyId: company, teamIds: [], roles: [role] },
      ...{ scopes: [{ kind: 'company', unitId: company }], active: true, ...more },
    }
  }
  const branch = (id: string, companyId: string) => ({
    ...{
      id,
      companyId,
      cityId: 'harbour',
      name: { en: `Branch ${id}`, ar: `فرع ${id}` },
      timeZone: 'Asia/Baghdad',
    },
    ...{ address: { en: 'Quay 1' }, phone: '+9647500009001', latitude: 36.2, longitude: 44 },
    ...{ brandIds: ['tavro'], departmentIds: ['showroom', 'workshop'], serviceIds: ['repair'] },
    workingPeriods: [
      { days: [0, 1, 2, 3, 4], from: '08:30', to: '16:30' },
      { days: [6], from: '09:00', to: '13:00', departmentId: 'workshop' },
    ],
    ...{ holidays: [day('2027-03-21', '2027-03-22')], openedOn: '2014-05-04', active: true },
  })
  const named = (id: string) => ({ id, name: { en: id } })
  return {
    countries: [named('land')],
    regions: [{ ...named('coast'), countryId: 'land' }],
    cities: [{ ...named('harbour'), regionId: 'coast', timeZone: 'Asia/Baghdad' }],
    brands: [named('tavro'), named('orveo')],
    departments: [named('showroom'), named('workshop')],
    services: [{ ...named('repair'), departmentIds: ['workshop'] }],
    companies: [
      { ...named('hub'), kind: 'distributor', active: true },
      { ...named('east'), kind: 'dealer', parentId: 'hub', active: true },
      { ...named('west'), kind: 'dealer', active: true },
    ],
    branches: [branch('east-one', 'east'), branch('west-one', 'west')],
    teams: [
      { ...named('east-sales'), companyId: 'east', branchIds: ['east-one'], tags: ['sales'], active: true },
    ],
    users: [
      user('ada', 'identity-admin', 'hub', { scopes: [] }),
      user('cora', 'coordinator', 'hub', { scopes: [{ kind: 'network' }] }),
      user('bea', 'branch-agent', 'east', {
        ...{ branchId: 'east-one', scopes: [{ kind: 'branch', unitId: 'east-one' }, { kind: 'own' }] },
      }),
      user('tom', 'team-agent', 'east', { teamIds: ['east-sales'] }),
      user('mina', 'dealer-manager', 'east'),
      user('rob', 'dealer-manager', 'west', { branchId: 'west-one' }),
    ],
  }
}
