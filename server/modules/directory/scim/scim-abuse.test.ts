import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SecurityLogTables } from '../../../platform/security-log/tables.ts'
import { SCIM_TOKEN, type ScimCaller, scimCaller } from '../../../test/scim-caller.ts'
import { openTestApp, type TestApp } from '../../../test/test-app.ts'
import { USER } from '../../../test/world-network.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

let world: TestApp
let scim: ScimCaller
let userId = ''
beforeAll(async () => {
  world = await openTestApp([], { SCIM_TOKEN: `${SCIM_TOKEN},another-token-while-one-is-replaced-01` })
  scim = scimCaller(world.app)
  userId = (await scim.post('/Users', { schemas: [CORE], userName: 'usual@alpha.example' })).body.id
})
afterAll(() => world.close())

const filtered = (filter: string) => scim.get(`/Users?filter=${encodeURIComponent(filter)}`)
const kept = async () => JSON.stringify((await scim.get('/Users')).body)

describe('whoever has not the token', () => {
  it('is refused everywhere, whatever they ask, and it is written down', async () => {
    const strangers = [null, 'wrong', `${SCIM_TOKEN}x`, SCIM_TOKEN.slice(1)]
    for (const token of strangers) {
      const stranger = scimCaller(world.app, token)
      for (const path of ['/Users', `/Users/${userId}`, '/ServiceProviderConfig', '/nothing-here']) {
        const { status, headers } = await stranger.get(path)
        expect(status).toBe(401)
        expect(headers['www-authenticate']).toContain('Bearer')
      }
    }
    const lines = await world.asSystem(({ tx }) =>
      tx
        .withTables<SecurityLogTables>()
        .selectFrom('security_log')
        .selectAll()
        .where('type', '=', 'scim.changed')
        .execute(),
    )
    const codes = lines
      .filter((line) => line.outcome === 'refused')
      .map((line) => line.detail as { code: string })
    expect(codes.map(({ code }) => code).toSorted()).toEqual(['no-token', 'wrong-token'])
  })

  it('and neither a member of staff nor an API client is anybody here', async () => {
    const admin = await world.staff(USER.admin)
    const client = await world.client()
    for (const caller of [admin, client]) {
      const answer = await world.app.inject({
        url: '/scim/v2/Users',
        headers: caller === client ? { authorization: `Bearer ${client.key}` } : {},
      })
      expect(answer.statusCode).toBe(401)
    }
  })

  it('is counted by network where the address is IPv6', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 32; i++) {
      const remoteAddress = `2001:db8:5:5::${i}`
      const headers = { authorization: 'Bearer wrong' }
      const answer = await world.app.inject({ url: '/scim/v2/Users', remoteAddress, headers })
      statuses.push(answer.statusCode)
    }
    expect(statuses.slice(30)).toEqual([429, 429])
    expect(statuses[29]).toBe(401)
  })

  it('is stopped after thirty tries, while the right token still works', async () => {
    const stranger = scimCaller(world.app, 'wrong')
    const statuses: number[] = []
    for (let i = 0; i < 32; i++) statuses.push((await stranger.get('/Users')).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await scim.get('/Users')).status).toBe(200)
    const second = scimCaller(world.app, 'another-token-while-one-is-replaced-01')
    expect((await second.get('/Users')).status).toBe(200)
  })

  it('finds nothing at all where there is no token', async () => {
    const other = await openTestApp()
    const answer = await other.app.inject({
      url: '/scim/v2/Users',
      headers: { authorization: 'Bearer undefined' },
    })
    expect(answer.statusCode).toBe(404)
    await other.close()
  })
})

describe('filters', () => {
  it.each([
    ['userName'],
    ['userName eq'],
    ['userName eq usual'],
    ['userName is "x"'],
    ['eq "x"'],
    ['userName eq "x" and'],
    ['userName eq "x" or or userName eq "y"'],
    ['(userName eq "x"'],
    ['userName eq "x")'],
    ['emails[type eq "work"'],
    ['userName eq "x'],
    ['userName eq {"a":1}'],
    ['not userName eq "x"'],
    ['active gt true'],
    ['__proto__.polluted eq "x"'],
    ['userName eq "a\\u0000b"'],
    ['userName eq "a\\ud800"'],
    [`${'('.repeat(200)}userName eq "x"${')'.repeat(200)}`],
    [Array(100).fill('userName eq "x"').join(' or ')],
    [`userName eq "${'x'.repeat(5000)}"`],
  ])('number %# of these are refused as such', async (filter) => {
    const { status, body } = await filtered(filter)
    expect([status, body.scimType]).toEqual([400, 'invalidFilter'])
  })

  it('of many groups are answered at once', async () => {
    const groups = Array(20).fill('(userName eq "a" or userName sw "u")').join(' and ')
    expect((await filtered(groups)).body.totalResults).toBe(1)
  })

  it.each([
    ['userName eq "x\' or 1=1 --"', 0],
    ['userName eq "x\\" or userName pr or userName eq \\"x"', 0],
    ['id eq "1; drop table scim_users"', 0],
    ['constructor.name eq "Object"', 0],
    ['nothing.like.this pr', 0],
    ['userName eq "USUAL@alpha.example"', 1],
    [`${CORE}:userName sw "usual"`, 1],
    ['not (userName co "nobody") and active eq "True"', 1],
    ['meta.created gt "2020-01-01T00:00:00Z"', 1],
    ['emails eq null', 1],
  ])('%s means what it says', async (filter, count) => {
    const { status, body } = await filtered(filter)
    expect([status, body.totalResults]).toEqual([200, count])
  })

  it('with characters that no database keeps are refused', async () => {
    expect((await scim.get('/Users?filter=userName%20eq%20%22a%00b%22')).status).toBe(400)
  })
})

describe('bodies', () => {
  it.each([
    ['{', 400],
    ['[]', 400],
    ['"text"', 400],
    ['null', 400],
    ['', 400],
    ['{"schemas":["urn:evil"],"userName":"x"}', 400],
    ['{"userName":5}', 400],
    ['{"userName":"  "}', 400],
    ['{"userName":"a\\u0000b"}', 400],
    ['{"userName":"a\\ud800"}', 400],
    ['{"userName":"x","emails":"x@y.example"}', 400],
    ['{"userName":"x","emails":[["x"]]}', 400],
    ['{"userName":"x","active":"maybe"}', 400],
    [`{"userName":"x","displayName":"${'x'.repeat(3000)}"}`, 400],
    [`{"userName":"x","emails":${'['.repeat(50)}${']'.repeat(50)}}`, 400],
    [`{"userName":"x","emails":[${Array(60).fill('{"value":"a"}').join()}]}`, 400],
    [`{"userName":"${'x'.repeat(2_000_000)}"}`, 413],
  ])('number %# of these are refused', async (raw, status) => {
    const before = await kept()
    expect((await scim.send('POST', '/Users', undefined, { raw })).status).toBe(status)
    expect(await kept()).toBe(before)
  })

  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('of type %s are refused', async (type) => {
    const more = { raw: '{"userName":"x"}', headers: { 'content-type': type } }
    expect((await scim.send('POST', '/Users', undefined, more)).status).toBe(415)
  })

  it('that reach for an object’s machinery change nothing and nobody', async () => {
    const names = ['__proto__.polluted', 'constructor.prototype.polluted', '__proto__']
    for (const name of names) {
      const path = `${ENTERPRISE}:${name}`
      for (const raw of [
        `{"schemas":["${CORE}"],"userName":"p","${path}":"yes"}`,
        `{"schemas":["${CORE}"],"userName":"p","${path.toLowerCase()}":{"polluted":"yes"}}`,
        `{"schemas":["${CORE}"],"userName":"p","name":{"${name}":"yes"}}`,
      ]) {
        expect((await scim.send('POST', '/Users', undefined, { raw })).status).toBe(400)
      }
      for (const operation of [
        { op: 'add', path, value: 'yes' },
        { op: 'add', value: { [path]: 'yes' } },
      ]) {
        expect((await scim.patch(`/Users/${userId}`, [operation])).status).toBe(400)
      }
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('with attributes that we do not know are taken, without them', async () => {
    const made = await scim.post('/Users', {
      schemas: [CORE],
      userName: 'more@x.example',
      zork: { a: [1] },
      'x-y': null,
    })
    expect(made.status).toBe(201)
    expect(JSON.stringify(made.body)).not.toMatch(/zork|x-y/)
    await scim.remove(`/Users/${made.body.id}`)
  })
})

describe('patches', () => {
  it.each<[string, unknown, string]>([
    ['no operations', [], 'invalidSyntax'],
    ['an operation that is none', ['x'], 'invalidSyntax'],
    ['an unknown op', [{ op: 'move', path: 'title' }], 'invalidSyntax'],
    ['an unknown attribute', [{ op: 'add', path: 'zork', value: 1 }], 'invalidPath'],
    ['a broken path', [{ op: 'add', path: 'emails[', value: 1 }], 'invalidPath'],
    ['a broken selector', [{ op: 'replace', path: 'emails[type eq].value', value: 'x' }], 'invalidFilter'],
    [
      'a selector that makes nothing',
      [{ op: 'replace', path: 'emails[type ne "x"].value', value: 'x' }],
      'noTarget',
    ],
    ['remove without a path', [{ op: 'remove' }], 'noTarget'],
    ['the id', [{ op: 'replace', path: 'id', value: 'x' }], 'mutability'],
    ['the groups', [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }], 'mutability'],
    ['no userName', [{ op: 'remove', path: 'userName' }], 'invalidValue'],
    ['a value of another type', [{ op: 'replace', path: 'name', value: 'x' }], 'invalidValue'],
    ['a value without a path that is no object', [{ op: 'add', value: 'x' }], 'invalidValue'],
  ])('with %s are refused, whole', async (_, operations, scimType) => {
    const before = await kept()
    const all = operations as unknown[]
    const answer = await scim.patch(
      `/Users/${userId}`,
      all.length ? [{ op: 'add', path: 'title', value: 'x' }, ...all] : all,
    )
    expect([answer.status, answer.body.scimType]).toEqual([400, scimType])
    expect(await kept()).toBe(before)
  })

  it('of groups are refused for members who are nobody, or groups', async () => {
    const group = (await scim.post('/Groups', { schemas: [GROUP], displayName: 'Somebody' })).body.id
    const add = (value: unknown) => scim.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value }])
    const nobody = '019ab0c0-0000-7000-8000-000000000000'
    for (const value of [[{ value: nobody }], [{ value: 'x' }], [{}], [5], [{ value: group, type: 'Group' }]])
      expect((await add(value)).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    expect((await add([{ value: userId }])).status).toBe(204)
    expect((await add([{ value: userId }])).status).toBe(204)
    const gone = await scim.patch(`/Groups/${group}`, [
      { op: 'remove', path: `members[value eq "${nobody}"]` },
    ])
    expect(gone.status).toBe(204)
    expect((await scim.get(`/Groups/${group}`)).body.members).toHaveLength(1)
    expect((await scim.post('/Groups', { schemas: [GROUP], displayName: 'SOMEBODY' })).status).toBe(409)
    await scim.remove(`/Groups/${group}`)
  })
})

describe('versions', () => {
  it('are tags: what did not change is not sent, what changed meanwhile is not overwritten', async () => {
    const { headers, body } = await scim.get(`/Users/${userId}`)
    const tag = headers.etag ?? ''
    expect(body.meta.version).toBe(tag)
    expect((await scim.get(`/Users/${userId}`, { 'if-none-match': tag })).status).toBe(304)
    const operation = [{ op: 'replace', path: 'title', value: 'New' }]
    const changed = await scim.patch(`/Users/${userId}`, operation, { 'if-match': tag })
    expect(changed.status).toBe(200)
    expect(changed.headers.etag).not.toBe(tag)
    for (const stale of [tag, '"x"', 'W/"1"']) {
      expect((await scim.patch(`/Users/${userId}`, operation, { 'if-match': stale })).status).toBe(412)
      expect((await scim.put(`/Users/${userId}`, { userName: 'x' }, { 'if-match': stale })).status).toBe(412)
      expect((await scim.remove(`/Users/${userId}`, { 'if-match': stale })).status).toBe(412)
    }
    expect((await scim.patch(`/Users/${userId}`, operation, { 'if-match': '*' })).status).toBe(200)
  })

  it('let one of several who put on the same version through', async () => {
    const { headers, body } = await scim.get(`/Users/${userId}`)
    const put = (title: string) =>
      scim.put(`/Users/${userId}`, { ...body, title }, { 'if-match': headers.etag ?? '' })
    const statuses = (await Promise.all([put('a'), put('b'), put('c')])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 412, 412])
  })

  it('and of several who create the same person at once, one does', async () => {
    const create = () => scim.post('/Users', { schemas: [CORE], userName: 'race@alpha.example' })
    const made = await Promise.all([create(), create(), create()])
    expect(made.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    await scim.remove(`/Users/${made.find(({ status }) => status === 201)?.body.id}`)
  })
})

describe('lists and documents', () => {
  it('give pages, sorted, with the attributes that were asked for', async () => {
    const ids = []
    for (const name of ['c', 'a', 'b'])
      ids.push(
        (await scim.post('/Users', { schemas: [CORE], userName: `${name}@page.example`, title: name })).body
          .id,
      )
    const filter = encodeURIComponent('userName ew "@page.example"')
    const page = await scim.get(
      `/Users?filter=${filter}&sortBy=userName&startIndex=2&count=1&attributes=userName,name.givenName`,
    )
    expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
    expect(page.body.Resources).toEqual([{ schemas: [CORE], id: ids[2], userName: 'b@page.example' }])
    const down = await scim.get(
      `/Users?filter=${filter}&sortBy=title&sortOrder=descending&excludedAttributes=meta`,
    )
    expect(down.body.Resources.map(({ title }: { title: string }) => title)).toEqual(['c', 'b', 'a'])
    expect(down.body.Resources[0].meta).toBeUndefined()
    expect((await scim.get('/Users?count=0')).body).toMatchObject({ itemsPerPage: 0, Resources: [] })
    const searched = await scim.post('/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      ...{ filter: 'title eq "a" and userName ew "@page.example"', attributes: ['title'] },
    })
    expect(searched.body.Resources).toEqual([{ schemas: [CORE], id: ids[1], title: 'a' }])
    for (const id of ids) await scim.remove(`/Users/${id}`)
  })

  it.each([
    'count=x',
    'startIndex=1.5',
    'sortOrder=up',
    'sortBy=a%20b',
    'attributes=a%20b',
    'filter=a&filter=b',
  ])('refuse %s', async (query) => expect((await scim.get(`/Users?${query}`)).status).toBe(400))

  it('say what the service can, and no more than it does', async () => {
    const config = (await scim.get('/ServiceProviderConfig')).body
    expect(config).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    })
    expect((await scim.get('/Schemas')).body.Resources.map(({ id }: { id: string }) => id)).toEqual([
      CORE,
      GROUP,
      ENTERPRISE,
    ])
    const user = (await scim.get(`/Schemas/${CORE}`)).body
    const names = user.attributes.map(({ name }: { name: string }) => name)
    expect(names).toContain('userName')
    expect(names).not.toContain('password')
    expect((await scim.get('/ResourceTypes/User')).body.endpoint).toBe('/Users')
    expect((await scim.get('/Schemas?filter=x')).status).toBe(403)
    expect((await scim.post('/Bulk', {})).status).toBe(501)
    expect((await scim.get('/Me')).status).toBe(501)
    for (const path of ['/Users/x', '/Groups/019ab0c0-0000-7000-8000-000000000000', '/Schemas/x', '/x'])
      expect((await scim.get(path)).status).toBe(404)
  })
})
