import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { worldSnapshot } from '../../../test/world-network.ts'
import { checkSnapshot } from '../check-snapshot.ts'
import { FeedFailed } from '../directory-feed.ts'
import { fileFeed } from './file-feed.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network-'))
})
afterEach(() => rm(folder, { recursive: true }))

const ZONES = new Map([['*', 'Asia/Baghdad']])
const never = new AbortController().signal
const read = (path = folder, mark: Record<string, string> | null = null) =>
  fileFeed(path, ZONES).read({ mark, accepted: null }, never)

/** A small network as a person writes it in a table calculation. */
const TABLES: Record<string, string> = {
  countries: 'id,name\niraq,Iraq',
  regions: 'id,name,countryId\nplains,Plains,iraq',
  cities: 'id,name.en,name.ar,regionId\nnorth,Northtown,مدينة الشمال,plains',
  brands: 'id,name\nbrand-a,Brand A',
  departments: 'id,name\nshowroom,Showroom',
  services: 'id,name,departmentIds\ntest-drive,Test drive,showroom',
  companies: 'id,kind,name,active\ncentral,distributor,Central,\nalpha,dealer,"Alpha, Motors",yes',
  branches: [
    'id,companyId,cityId,name,address.en,address.ar,latitude,brandIds,departmentIds,serviceIds,closedOn',
    'alpha-north,alpha,north,Alpha North,"1 Street',
    'second floor",شارع,36.2,brand-a,showroom,test-drive,',
    'alpha-old,alpha,north,Alpha Old,,,,brand-a,,,2025-06-30',
  ].join('\n'),
  teams: 'id,companyId,name,branchIds,tags\nsales,alpha,Sales,alpha-north|alpha-old,sales | desk',
  users: [
    'id,name,email,companyId,branchId,teamIds,roles,scopes,active,language',
    'mona,Mona,mona@alpha.example,alpha,alpha-north,sales,dealer-manager,company:alpha|own,true,ar',
    'root,Root,,central,,,distributor-admin,network,1,',
    'dara,Dara,,alpha,,,branch-agent,branch:alpha-north:brand-a,no,',
  ].join('\n'),
  'working-hours':
    'branchId,days,from,to,departmentId\nalpha-north,sun|Monday|2,08:00,17:00,showroom\nalpha-north,4,08:00,12:00,',
  holidays: 'branchId,from,to,name.en,name.ar\nalpha-north,2026-03-21,2026-03-23,Newroz,نوروز',
}
async function write(more: Record<string, string | null> = {}) {
  for (const [name, text] of Object.entries({ ...TABLES, ...more }))
    if (text !== null) await writeFile(join(folder, `${name}.csv`), text)
}
async function problemsOf(more: Record<string, string | null>): Promise<readonly string[]> {
  await write(more)
  const failure = await read().catch((error: unknown) => error)
  if (!(failure instanceof FeedFailed)) throw new Error(`no failure: ${JSON.stringify(failure)}`)
  expect(failure.code).toBe('file-invalid')
  return failure.problems
}

describe('a folder of CSV files', () => {
  it('is the network, whole', async () => {
    await write()
    const reading = await read()
    if (reading.kind !== 'snapshot') throw new Error(reading.kind)
    const network = checkSnapshot(reading.snapshot, ZONES)
    expect(network.companies).toEqual([
      { id: 'central', kind: 'distributor', name: { en: 'Central' }, active: true },
      { id: 'alpha', kind: 'dealer', name: { en: 'Alpha, Motors' }, active: true },
    ])
    expect(network.branches[0]).toMatchObject({
      ...{ id: 'alpha-north', address: { en: '1 Street\nsecond floor', ar: 'شارع' }, latitude: 36.2 },
      ...{ brandIds: ['brand-a'], serviceIds: ['test-drive'], active: true },
      workingPeriods: [
        { days: [0, 1, 2], from: '08:00', to: '17:00', departmentId: 'showroom' },
        { days: [4], from: '08:00', to: '12:00' },
      ],
      holidays: [{ from: '2026-03-21', to: '2026-03-23', name: { en: 'Newroz', ar: 'نوروز' } }],
    })
    expect(network.branches[1]).toMatchObject({ closedOn: '2025-06-30', serviceIds: [], workingPeriods: [] })
    expect(network.teams[0]).toMatchObject({
      branchIds: ['alpha-north', 'alpha-old'],
      tags: ['sales', 'desk'],
    })
    expect(
      network.users.map(({ id, language, active, scopes }) => ({ id, language, active, scopes })),
    ).toEqual([
      {
        id: 'mona',
        language: 'ar',
        active: true,
        scopes: [{ kind: 'company', unitId: 'alpha' }, { kind: 'own' }],
      },
      { id: 'root', language: 'en', active: true, scopes: [{ kind: 'network' }] },
      {
        ...{ id: 'dara', language: 'en', active: false },
        scopes: [{ kind: 'branch', unitId: 'alpha-north', brandId: 'brand-a' }],
      },
    ])
  })

  it('reads what a table calculation saves: a mark at the start, semicolons, CRLF, empty rows', async () => {
    await write({ brands: '\uFEFFid;name\r\nbrand-a;"Brand ""A"""\r\n;\r\n\r\nbrand-b;B\r\n' })
    const reading = await read()
    if (reading.kind !== 'snapshot') throw new Error(reading.kind)
    expect(checkSnapshot(reading.snapshot, ZONES).brands).toEqual([
      { id: 'brand-a', name: { en: 'Brand "A"' } },
      { id: 'brand-b', name: { en: 'B' } },
    ])
  })

  it('tells everything that is wrong at once, with file, line and column, and without a cell', async () => {
    const problems = await problemsOf({
      branches: [
        'id,companyId,cityId,name,latitude,active,brandIds,closedOn',
        'alpha-north,alpha,north,Alpha North,north,maybe,,',
        'b2,gone,north,"Two',
        'lines",1,yes,brand-a|brand-x,yesterday',
        'b3,gone,nowhere,,1,yes,brand-a,',
        'b4,gone,north,Four,1,yes,brand-z,',
      ].join('\n'),
      teams: 'id,companyId,name,branchIds\nsales,alpha,Sales,alpha-north\nsales,alpha,Again,',
      users: [
        'id,name,email,companyId,scopes',
        'mona,Mona,secret-address,alpha,company',
        'root,Root,,central,network:alpha',
        'dara,Dara,,alpha,team:sales|branch:b9',
        'zara,Zara,,alpha,network',
      ].join('\n'),
      'working-hours': 'branchId,days,from,to\nb9,sun,08:00,17:00\nb4,someday,8am,17:00',
      holidays: null,
    })
    expect(problems).toEqual([
      'working-hours.csv:2 column branchId: no such branch in branches.csv',
      'working-hours.csv:3 column days: Invalid input: expected number, received string',
      'working-hours.csv:3 column from: must be a time of day, as 08:30',
      'branches.csv:2 column latitude: Invalid input: expected number, received string',
      'branches.csv:2 column active: Invalid input: expected boolean, received string',
      'branches.csv:3 column closedOn: Invalid ISO date',
      'branches.csv:5 column name: needs name.en, or name alone',
      'teams.csv:3 column id: stands in line 2 already',
      'users.csv:2 column email: Invalid email address',
      'branches.csv:6 column companyId: company gone does not exist',
      'branches.csv:6 column brandIds: brand brand-z does not exist',
      'users.csv:3 column scopes: a scope of kind network names no unit',
      'users.csv:4 column scopes: scope on branch b9 does not exist',
      "users.csv:5 column scopes: a scope of kind network is for the distributor's people only",
    ])
    expect(problems.join()).not.toMatch(/secret-address|yesterday|maybe|8am/)
  })

  it('tells what does not hold together between files', async () => {
    const problems = await problemsOf({
      companies: 'id,kind,name,parentId\ncentral,dealer,Central,\nalpha,dealer,Alpha,nobody',
      teams: 'id,companyId,name,branchIds\nsales,central,Sales,alpha-north',
      users: 'id,name,companyId,teamIds\nmona,Mona,alpha,gone',
      'working-hours': 'branchId,days,from,to,departmentId\nalpha-north,sun,08:00,17:00,garage',
    })
    expect(problems).toEqual([
      'companies.csv: exactly one active distributor is needed, there are 0',
      'companies.csv:3 column parentId: parent nobody does not exist',
      'working-hours.csv: branch alpha-north: department garage does not exist',
      'teams.csv:2 column branchIds: branch alpha-north belongs to another company',
      'users.csv:2 column teamIds: team gone does not exist',
    ])
  })

  it.each<[string, Record<string, string | null>, string]>([
    [
      'is not there',
      { teams: null },
      'teams.csv: is missing; where there is nothing of it, give its first row alone',
    ],
    ['is empty', { teams: '' }, 'teams.csv: is empty; its first row names the columns'],
    ['has no ids', { brands: 'name\nBrand A' }, 'brands.csv:1 column id: is missing'],
    ['has a column twice', { brands: 'id,name,name\nb,B,C' }, 'brands.csv:1 column name: is there twice'],
    [
      'has an unknown column',
      { brands: 'id,name,colour\nb,B,red' },
      'brands.csv:1 column colour: is not known; known are id, name',
    ],
    [
      'has an unknown language',
      { brands: 'id,name.de\nb,B' },
      'brands.csv:1 column name.de: is not known; known are id, name',
    ],
    [
      'has more cells than columns',
      { brands: 'id,name\nbrand-a,B,C' },
      'brands.csv:2: has 1 more cells than the first row names',
    ],
    [
      'leaves a quote open',
      { brands: 'id,name\nbrand-a,"B' },
      'brands.csv:2: a quote is opened and never closed',
    ],
    [
      'has a quote in the middle',
      { brands: 'id,name\nbr"and,B' },
      'brands.csv:2: a quote stands where none may be',
    ],
  ])('is refused when a file %s', async (_, more, line) => {
    expect(await problemsOf(more)).toContain(line)
  })

  it('is refused when a file is not UTF-8', async () => {
    await write()
    await writeFile(join(folder, 'brands.csv'), Buffer.from([0x69, 0x64, 0x0a, 0xc7, 0xe1]))
    const failure = await read().catch((error: FeedFailed) => error)
    expect((failure as FeedFailed).problems[0]).toBe('brands.csv: is not UTF-8; save it as "CSV UTF-8"')
  })

  it('tells a hundred problems, and how many more there are', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => `b${at},`)
    const problems = await problemsOf({ brands: ['id,name', ...rows].join('\n') })
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toMatch(/^and \d+ more$/)
  })

  it('does not stumble over names that objects have by themselves', async () => {
    const problems = await problemsOf({ brands: 'id,name,constructor,__proto__\nb,B,x,y' })
    expect(problems.slice(0, 2)).toEqual([
      'brands.csv:1 column constructor: is not known; known are id, name',
      'brands.csv:1 column __proto__: is not known; known are id, name',
    ])
  })
})

describe('a JSON file', () => {
  const file = () => join(folder, 'network.json')

  it('is the network, and is not taken again until a byte of it changes', async () => {
    await writeFile(file(), JSON.stringify(worldSnapshot()))
    const first = await read(file())
    if (first.kind !== 'snapshot') throw new Error(first.kind)
    expect(checkSnapshot(first.snapshot)).toEqual(checkSnapshot(worldSnapshot()))
    const mark = first.mark as Record<string, string>
    expect(await read(file(), mark)).toEqual({ kind: 'unchanged' })
    await writeFile(file(), `${JSON.stringify(worldSnapshot())}\n`)
    expect((await read(file(), mark)).kind).toBe('snapshot')
  })

  it('is refused with all that is wrong in it', async () => {
    await writeFile(file(), JSON.stringify({ ...worldSnapshot(), companies: [], cities: [{ id: 'x' }] }))
    await expect(read(file())).rejects.toMatchObject({
      code: 'file-invalid',
      problems: [
        expect.stringContaining('network.json: cities.0.'),
        expect.stringContaining('network.json: cities.0.'),
      ],
    })
    await writeFile(file(), '{"companies": [')
    await expect(read(file())).rejects.toMatchObject({ problems: ['network.json: is not JSON'] })
  })

  it('that is not there is said to be missing, without its path', async () => {
    const failure = await read(file()).catch((error: FeedFailed) => error)
    expect(failure).toMatchObject({ code: 'file-missing', problems: ['network.json: there is no such file'] })
  })
})
