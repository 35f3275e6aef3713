/*
 * A network as the platform's Identity System keeps it: hashids, foreign keys as {Value, Text}, text columns that may
 * hold a JSON string by language. One distributor and one dealer of the test world, by their IntegrationIds.
 */

export type Row = Record<string, unknown> & { ID: string }
export type PlatformNetwork = Record<string, Row[]>

const key = (row: Row) => ({ Value: row.ID, Text: String(row.Name ?? row.FullName ?? '') })
const localised = (en: string, ar: string, ku: string) => JSON.stringify({ en, ar, ku })
const READ = { IsDeleted: false, LastSaveDate: '2026-11-01T08:00:00' }

const iraq = { ...READ, ID: 'cZaQ1', Name: localised('Iraq', 'العراق', 'عێراق'), IntegrationId: 'iraq' }
const erbilRegion = {
  ...READ,
  ID: 'rG7k2',
  Name: 'Erbil Governorate',
  IntegrationId: 'erbil',
  Country: key(iraq),
}
const north = { ...READ, ID: 'tN0r1', Name: 'North', IntegrationId: 'north', Region: key(erbilRegion) }
const south = { ...READ, ID: 'tS0u2', Name: 'South', IntegrationId: 'south', Region: key(erbilRegion) }
const brandA = { ...READ, ID: 'bRa1x', Name: 'Brand A', IntegrationId: 'brand-a' }
const brandB = { ...READ, ID: 'bRb2y', Name: 'Brand B', IntegrationId: 'brand-b' }
const showroom = { ...READ, ID: 'dSh01', Name: 'Showroom', IntegrationId: 'showroom' }
const workshop = { ...READ, ID: 'dSc02', Name: 'Service Center', IntegrationId: 'service-center' }
const testDrive = { ...READ, ID: 'sTd01', Name: 'Test Drive', IntegrationId: 'test-drive' }
const repair = { ...READ, ID: 'sRp02', Name: 'Repair', IntegrationId: 'auto-repair-and-maintenance' }

const distributor = {
  ...{ ...READ, ID: 'kDiS1', Name: 'The Distributor', IntegrationId: 'distributor' },
  ...{ CompanyType: 'DistributorOrFranchisee', ParentCompany: null, TerminationDate: null },
}
const alpha = {
  ...{ ...READ, ID: 'kAlP2', Name: localised('Alpha Motors', 'ألفا', 'ئەلفا'), IntegrationId: 'alpha' },
  ...{ CompanyType: 2, ParentCompany: key(distributor), TerminationDate: null },
}
const gone = {
  ...{ ...READ, ID: 'kGoN3', Name: 'Gone Motors', IntegrationId: 'gone', CompanyType: 2 },
  ...{ ParentCompany: null, TerminationDate: '2025-06-30T00:00:00' },
}

const head = {
  ...{
    ...READ,
    ID: 'hHe01',
    Name: 'Head Office',
    IntegrationId: 'distributor-head',
    Company: key(distributor),
  },
  ...{ City: key(north), Brands: [], Departments: [], Services: [], Phone: '+964 750 000 0001' },
  ...{ Address: 'First Street', WorkingHours: '8 to 5', WorkingDays: 'Sun-Thu', TerminationDate: null },
}
const alphaNorth = {
  ...{ ...READ, ID: 'hAn02', Name: 'Alpha North', IntegrationId: 'alpha-north', Company: key(alpha) },
  ...{ City: key(north), Brands: [key(brandA), key(brandB)], Departments: [key(showroom), key(workshop)] },
  ...{ Services: [key(testDrive), key(repair)], Phone: null },
  ...{ Phones: [{ Text: '+964 750 000 0002', Tag: 'desk' }], Latitude: '36.19', Longitude: 44.01 },
  TerminationDate: null,
}
const alphaSouth = {
  ...{ ...READ, ID: 'hAs03', Name: 'Alpha South', IntegrationId: 'alpha-south', Company: key(alpha) },
  ...{ City: key(south), Brands: [key(brandA)], Departments: [key(showroom)], Services: [key(testDrive)] },
  ...{ Phone: '', TerminationDate: '2026-12-31T00:00:00' },
}
const alphaClosed = {
  ...{ ...READ, ID: 'hAc04', Name: 'Alpha Closed', IntegrationId: 'alpha-closed', Company: key(alpha) },
  ...{ City: key(north), Brands: [key(brandA)], Departments: [], Services: [] },
  TerminationDate: '2025-11-30T00:00:00',
}

const tree = (ID: string, Name: string, Tree: unknown = {}) => ({
  ...{ ...READ, ID, Name, Tree: JSON.stringify(Tree) },
})
const SELF = '_shift_software_type_auth_core_self_reference'
const dataLevel = (DataLevelAccess: unknown) => ({ ShiftIdentityActions: { DataLevelAccess } })
const managers = tree(
  'aMan1',
  'Ticket Dealer Manager',
  dataLevel({ Companies: { [SELF]: ['r'] }, Branches: ['r', 'w'] }),
)
const agents = tree('aAge2', 'Ticket Branch Agent')
const admins = tree('aAdm3', 'Ticket Admin', dataLevel({ Companies: ['r'], Branches: ['r'] }))
const other = tree('aOth4', 'Accounting')

const person = (ID: string, name: string, branch: Row, trees: Row[], more: object = {}): Row => ({
  ...{ ...READ, ID, Username: name, FullName: `Person ${name}`, IntegrationId: name, IsActive: true },
  ...{ Email: `${name}@${key(branch).Value.toLowerCase()}.example`, Phone: '+964 750 000 0100' },
  ...{ CompanyBranch: key(branch), AccessTrees: trees.map(key), AccessTree: null },
  ...more,
})
const boss = person('uBos1', 'distributor-admin', head, [admins])
const manager = person('uMan2', 'alpha-manager', alphaNorth, [managers, other])
const agent = person('uAge3', 'alpha-north-agent', alphaNorth, [agents])
const former = person('uFor4', 'alpha-former', alphaNorth, [agents], { IsActive: false })
const plain = person('uPla5', 'alpha-plain', alphaNorth, [other], { Email: 'not an address' })

const sales = {
  ...{ ...READ, ID: 'mSal1', Name: 'Alpha Sales', IntegrationId: 'alpha-sales', Company: key(alpha) },
  ...{ Tags: ['sales'], CompanyBranches: [key(alphaNorth)], Users: [key(agent), key(boss)] },
}
const recall = {
  ...{ ...READ, ID: 'mRec2', Name: 'Recall', IntegrationId: null, Company: key(distributor) },
  ...{ Tags: ['ssc-inquiry'], CompanyBranches: [], Users: [key(boss)] },
}

const at = (hour: number) => hour * 36_000_000_000
const hours = {
  ...{ ...READ, ID: 'lWor1', Title: 'Usual hours', EntryType: 1, Priority: 1 },
  ...{ StartDate: '2026-01-01T00:00:00', EndDate: '2026-12-31T00:00:00' },
  ...{ Company: key(alpha), Branches: [key(alphaNorth)] },
  ShiftGroups: [
    {
      ...{ Departments: [], Brands: [], Days: null },
      Shifts: [{ Title: 'Day', StartTimeTicks: at(8), EndTimeTicks: at(17) }],
    },
    {
      ...{ Departments: [key(workshop)], Brands: [], Days: [6] },
      Shifts: [{ Title: 'Short', StartTimeTicks: at(9), EndTimeTicks: at(12) }],
    },
  ],
  WeekendGroups: [{ Departments: [], Brands: [], Weekends: [{ Day: 5, Repeat: 1, Skip: 0 }] }],
}
const holiday = {
  ...{
    ...READ,
    ID: 'lHol2',
    Title: localised('Spring feast', 'عيد الربيع', 'جەژن'),
    EntryType: 2,
    Priority: 5,
  },
  ...{ StartDate: '2026-12-24T00:00:00', EndDate: '2026-12-26T00:00:00' },
  ...{ Company: key(alpha), Branches: [key(alphaNorth)], ShiftGroups: [], WeekendGroups: [] },
}

/** A fresh copy, for a test that changes it. Keys are the last words of the endpoints. */
export function platformNetwork(): PlatformNetwork {
  return structuredClone({
    ...{ Country: [iraq], Region: [erbilRegion], City: [north, south], Brand: [brandA, brandB] },
    ...{ Department: [showroom, workshop], Service: [testDrive, repair] },
    ...{ Company: [distributor, alpha, gone], CompanyBranch: [head, alphaNorth, alphaSouth, alphaClosed] },
    ...{ Team: [sales, recall], User: [boss, manager, agent, former, plain] },
    ...{ AccessTree: [managers, agents, admins, other], CompanyCalendar: [hours, holiday] },
  })
}
