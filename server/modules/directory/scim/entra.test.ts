import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCIM_TOKEN, type ScimCaller, scimCaller } from '../../../test/scim-caller.ts'
import { openTestApp, type TestApp } from '../../../test/test-app.ts'
import { USER } from '../../../test/world-network.ts'

/*
 * The requests of Microsoft Entra ID's provisioning service, in its order: modelled on Microsoft's public documentation
 * ("Develop and plan provisioning for a SCIM endpoint"), not recorded from a tenant. Ops are capitalised, truth comes as
 * text, values are chosen by selectors that are not there yet.
 */
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

let world: TestApp
let entra: ScimCaller
let userId = ''
let groupId = ''
beforeAll(async () => {
  world = await openTestApp([], { SCIM_TOKEN, SCIM_USER_ID: 'externalId' })
  entra = scimCaller(world.app)
})
afterAll(() => world.close())

const filtered = (path: string, filter: string) => entra.get(`${path}?filter=${encodeURIComponent(filter)}`)

describe('a user, as Microsoft Entra provisions one', () => {
  it('tests the connection by asking for somebody who is not there', async () => {
    const { status, body } = await filtered('/Users', 'userName eq "6ab2ca49-eb5d-4d3a-8bbd-4f7b3a6ee9f0"')
    expect(status).toBe(200)
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      ...{ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    })
  })

  it('creates', async () => {
    const made = await entra.post('/Users', {
      schemas: [CORE, ENTERPRISE],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      ...{ userName: 'Dana.Aziz@alpha.example', active: true, displayName: 'Dana Aziz', title: 'Sales' },
      emails: [{ primary: true, type: 'work', value: 'dana.aziz@alpha.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Dana Aziz', familyName: 'Aziz', givenName: 'Dana' },
      addresses: [{ type: 'work', locality: 'Erbil' }],
      roles: [],
      [ENTERPRISE]: {
        organization: 'Alpha Motors',
        department: 'Showroom',
        employeeNumber: '7',
        manager: 'x',
      },
    })
    expect(made.status).toBe(201)
    userId = made.body.id
    expect(made.headers.location).toBe(`https://support.distributor.example/scim/v2/Users/${userId}`)
    expect(made.body).toEqual({
      schemas: [CORE, ENTERPRISE],
      ...{ id: userId, externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef', active: true, title: 'Sales' },
      ...{ userName: 'Dana.Aziz@alpha.example', displayName: 'Dana Aziz' },
      name: { formatted: 'Dana Aziz', familyName: 'Aziz', givenName: 'Dana' },
      emails: [{ primary: true, type: 'work', value: 'dana.aziz@alpha.example' }],
      [ENTERPRISE]: { organization: 'Alpha Motors', department: 'Showroom' },
      meta: {
        ...{
          resourceType: 'User',
          created: world.now().toISOString(),
          lastModified: world.now().toISOString(),
        },
        ...{ location: made.headers.location, version: made.headers.etag },
      },
    })
  })

  it('refuses the same once more', async () => {
    const again = await entra.post('/Users', {
      schemas: [CORE],
      ...{ userName: 'dana.aziz@ALPHA.example', externalId: 'another' },
    })
    expect(again.status).toBe(409)
    expect(again.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ...{ status: '409', scimType: 'uniqueness', detail: expect.any(String) },
    })
  })

  it.each([
    ['userName eq "dana.aziz@alpha.example"', 1],
    ['externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"', 1],
    ['externalId eq "0A21F0F2-8D2A-4F8E-BF98-7363C4AED4EF"', 0],
    ['emails[type eq "work"].value eq "dana.aziz@alpha.example"', 1],
  ])('finds by %s', async (filter, count) => {
    const { body } = await filtered('/Users', filter)
    expect(body.totalResults).toBe(count)
    expect(body.Resources.map(({ id }: { id: string }) => id)).toEqual(count ? [userId] : [])
  })

  it('changes several attributes, of which some are not there yet', async () => {
    const { status, body } = await entra.patch(`/Users/${userId}`, [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'dana@alpha.example' },
      { op: 'Add', path: 'emails[type eq "other"].value', value: 'other@alpha.example' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+9647500004401' },
      { op: 'Replace', path: 'name.familyName', value: 'Aziz-Karim' },
      { op: 'Replace', path: 'addresses[type eq "work"].formatted', value: 'somewhere' },
      { op: 'Add', path: `${ENTERPRISE}:division`, value: 'Alpha North' },
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: 'e8f2' },
      { op: 'Replace', path: 'roles[primary eq "True"].value', value: 'User' },
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: { familyName: 'Aziz-Karim', givenName: 'Dana' },
      emails: [
        { primary: true, type: 'work', value: 'dana@alpha.example' },
        { type: 'other', value: 'other@alpha.example' },
      ],
      phoneNumbers: [{ type: 'mobile', value: '+9647500004401' }],
      [ENTERPRISE]: { organization: 'Alpha Motors', department: 'Showroom', division: 'Alpha North' },
    })
    expect(JSON.stringify(body)).not.toMatch(/somewhere|manager|roles/)
  })

  it('changes by a value with paths for names', async () => {
    const value = { displayName: 'Dana Karim', 'name.givenName': 'D.', [`${ENTERPRISE}:department`]: 'Parts' }
    const { body } = await entra.patch(`/Users/${userId}`, [{ op: 'Add', value }])
    expect(body).toMatchObject({ displayName: 'Dana Karim', name: { givenName: 'D.' } })
    expect(body[ENTERPRISE].department).toBe('Parts')
  })

  it('disables and enables with texts for true and false', async () => {
    const set = (value: unknown) =>
      entra.patch(`/Users/${userId}`, [{ op: 'Replace', path: 'active', value }])
    expect((await set('False')).body.active).toBe(false)
    expect((await set('True')).body.active).toBe(true)
    expect((await set(false)).body.active).toBe(false)
    expect(
      (await entra.patch(`/Users/${userId}`, [{ op: 'Replace', value: { active: 'True' } }])).body.active,
    ).toBe(true)
  })

  it('takes away', async () => {
    const { body } = await entra.patch(`/Users/${userId}`, [
      { op: 'Remove', path: 'title' },
      { op: 'Remove', path: 'emails[type eq "other"]' },
      { op: 'Remove', path: `${ENTERPRISE}:division` },
    ])
    expect(body.title).toBeUndefined()
    expect(body.emails).toHaveLength(1)
    expect(body[ENTERPRISE].division).toBeUndefined()
  })
})

describe('a group, as Microsoft Entra provisions one', () => {
  it('creates without members, and finds it without reading them', async () => {
    const made = await entra.post('/Groups', {
      schemas: [GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      ...{ externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159', displayName: 'Alpha Sales People' },
      meta: { resourceType: 'Group' },
    })
    expect(made.status).toBe(201)
    groupId = made.body.id
    const found = await entra.get(
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "Alpha Sales People"')}`,
    )
    expect(found.body.Resources).toEqual([expect.not.objectContaining({ members: expect.anything() })])
    expect(found.body.Resources[0]).toMatchObject({ id: groupId, displayName: 'Alpha Sales People' })
  })

  it('adds and removes members by value', async () => {
    const added = await entra.patch(`/Groups/${groupId}`, [
      { op: 'Add', path: 'members', value: [{ $ref: null, value: userId }] },
    ])
    expect(added.status).toBe(204)
    expect((await entra.get(`/Groups/${groupId}`)).body.members).toMatchObject([
      { value: userId, type: 'User' },
    ])
    expect((await entra.get(`/Users/${userId}`)).body.groups).toMatchObject([
      { value: groupId, display: 'Alpha Sales People', type: 'direct' },
    ])
    const asked = `id eq "${groupId}" and members eq "${userId}"`
    expect((await filtered('/Groups', asked)).body.totalResults).toBe(1)
    const removed = await entra.patch(`/Groups/${groupId}`, [
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: userId }] },
    ])
    expect(removed.status).toBe(204)
    expect((await filtered('/Groups', asked)).body.totalResults).toBe(0)
  })

  it('renames', async () => {
    const renamed = await entra.patch(`/Groups/${groupId}`, [
      { op: 'Replace', path: 'displayName', value: 'Alpha Sellers' },
    ])
    expect(renamed.status).toBe(204)
    expect((await entra.get(`/Groups/${groupId}?excludedAttributes=members`)).body.displayName).toBe(
      'Alpha Sellers',
    )
  })

  it('gives its members their place, role and reach, at once', async () => {
    const admin = await world.staff(USER.admin)
    const { body, headers } = await admin.get('/settings/scim-groups')
    expect(body.known).toEqual([{ group: 'Alpha Sellers', members: 0, mapped: false }])
    const rule = {
      ...{ group: 'alpha sellers', teamId: 'alpha-sales', roles: ['team-agent'], scopes: ['team', 'own'] },
    }
    const changed = await admin.patch(
      '/settings/scim-groups',
      { ...body.placing, groups: [rule] },
      { 'if-match': headers.etag ?? '' },
    )
    expect(changed.status).toBe(200)
    const dana = await world.staff('0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef')
    const session = () => dana.get('/session')
    expect((await session()).body.user).toMatchObject({ company: { id: 'alpha' }, teams: [], roleNames: [] })
    await entra.patch(`/Groups/${groupId}`, [{ op: 'Add', path: 'members', value: [{ value: userId }] }])
    expect((await session()).body.user).toMatchObject({
      ...{ company: { id: 'alpha' }, teams: [{ id: 'alpha-sales' }] },
    })
    expect((await dana.get('/tickets')).status).toBe(200)
    await entra.patch(`/Users/${userId}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect((await session()).body.kind).toBe('nobody')
    expect((await dana.get('/tickets')).status).toBe(401)
  })

  it('deletes', async () => {
    expect((await entra.remove(`/Users/${userId}`)).status).toBe(204)
    expect((await entra.get(`/Users/${userId}`)).status).toBe(404)
    expect((await entra.remove(`/Groups/${groupId}`)).status).toBe(204)
    expect((await entra.get(`/Groups/${groupId}`)).status).toBe(404)
  })
})
