import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCIM_TOKEN, type ScimCaller, scimCaller } from '../../../test/scim-caller.ts'
import { openTestApp, type TestApp } from '../../../test/test-app.ts'

/*
 * The requests of Okta's provisioning, in its order: modelled on Okta's public documentation ("SCIM 2.0 Protocol
 * Reference"), not recorded from a tenant. Okta puts whole users and deactivates by PUT or by a PATCH without a path.
 */
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

let world: TestApp
let okta: ScimCaller
let userId = ''
let groupId = ''
beforeAll(async () => {
  world = await openTestApp([], { SCIM_TOKEN })
  okta = scimCaller(world.app)
})
afterAll(() => world.close())

const person = (more: object = {}) => ({
  schemas: [CORE],
  ...{ userName: 'rebin@beta.example', externalId: '00ujl29u0le5T6Aj10h7', locale: 'ku-IQ', active: true },
  name: { givenName: 'Rebin', familyName: 'Saeed' },
  emails: [{ primary: true, value: 'rebin@beta.example', type: 'work' }],
  ...{ displayName: 'Rebin Saeed', groups: [], password: '1mz050nq' },
  ...more,
})

describe('a user, as Okta provisions one', () => {
  it('looks for them first', async () => {
    const filter = encodeURIComponent('userName eq "rebin@beta.example"')
    const { body } = await okta.get(`/Users?filter=${filter}&startIndex=1&count=100`)
    expect(body).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] })
  })

  it('creates, and nothing keeps the password', async () => {
    const made = await okta.post('/Users', person())
    expect(made.status).toBe(201)
    userId = made.body.id
    expect(made.body.password).toBeUndefined()
    const kept = await world.asSystem(({ tx }) =>
      tx.withTables<{ scim_users: { attributes: unknown } }>().selectFrom('scim_users').selectAll().execute(),
    )
    expect(JSON.stringify(kept)).not.toContain('1mz050nq')
  })

  it('reads them back, and all users by pages', async () => {
    expect((await okta.get(`/Users/${userId}`)).body).toMatchObject({ id: userId, locale: 'ku-IQ' })
    const { body } = await okta.get('/Users?startIndex=1&count=100')
    expect(body).toMatchObject({ totalResults: 1, itemsPerPage: 1 })
  })

  it('puts them whole', async () => {
    const put = await okta.put(`/Users/${userId}`, {
      ...person({ displayName: 'Rebin S.', title: 'Adviser' }),
      ...{ id: userId, meta: { resourceType: 'User', location: 'https://elsewhere.example' } },
    })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id: userId, displayName: 'Rebin S.', title: 'Adviser' })
    const without = await okta.put(`/Users/${userId}`, person({ displayName: 'Rebin S.' }))
    expect(without.body.title).toBeUndefined()
    expect(without.body.meta.location).toContain('https://support.distributor.example/scim/v2/Users/')
  })

  it('deactivates by PATCH without a path, and by PUT', async () => {
    const off = await okta.patch(`/Users/${userId}`, [{ op: 'replace', value: { active: false } }])
    expect(off.body.active).toBe(false)
    expect(
      (await okta.patch(`/Users/${userId}`, [{ op: 'replace', value: { active: true } }])).body.active,
    ).toBe(true)
    expect((await okta.put(`/Users/${userId}`, person({ active: false }))).body.active).toBe(false)
    const { active: _, ...silent } = person()
    expect((await okta.put(`/Users/${userId}`, silent)).body.active).toBe(false)
    expect((await okta.put(`/Users/${userId}`, person())).body.active).toBe(true)
  })
})

describe('a group, as Okta pushes one', () => {
  it('looks for it, and creates it with members', async () => {
    const filter = encodeURIComponent('displayName eq "Beta Desk"')
    expect((await okta.get(`/Groups?filter=${filter}&startIndex=1&count=100`)).body.totalResults).toBe(0)
    const made = await okta.post('/Groups', {
      ...{
        schemas: [GROUP],
        displayName: 'Beta Desk',
        members: [{ value: userId, display: 'rebin@beta.example' }],
      },
    })
    expect(made.status).toBe(201)
    groupId = made.body.id
    expect(made.body.members).toEqual([
      {
        ...{ value: userId, display: 'rebin@beta.example', type: 'User' },
        $ref: `https://support.distributor.example/scim/v2/Users/${userId}`,
      },
    ])
  })

  it('renames with an id inside the value', async () => {
    const patched = await okta.patch(`/Groups/${groupId}`, [
      { op: 'replace', value: { id: groupId, displayName: 'Beta Front Desk' } },
    ])
    expect(patched.status).toBe(204)
    expect((await okta.get(`/Groups/${groupId}`)).body.displayName).toBe('Beta Front Desk')
  })

  it('removes one member by a selector, adds, and replaces them all', async () => {
    const other = (await okta.post('/Users', person({ userName: 'second@beta.example', externalId: 'x2' })))
      .body.id
    const members = async () =>
      (await okta.get(`/Groups/${groupId}`)).body.members
        .map(({ value }: { value: string }) => value)
        .toSorted()
    await okta.patch(`/Groups/${groupId}`, [
      { op: 'remove', path: `members[value eq "${userId}"]` },
      { op: 'add', path: 'members', value: [{ value: other, display: 'second@beta.example' }] },
    ])
    expect(await members()).toEqual([other])
    await okta.patch(`/Groups/${groupId}`, [{ op: 'replace', path: 'members', value: [{ value: userId }] }])
    expect(await members()).toEqual([userId])
    await okta.put(`/Groups/${groupId}`, { schemas: [GROUP], displayName: 'Beta Front Desk', members: [] })
    expect(await members()).toEqual([])
  })

  it('deletes', async () => {
    expect((await okta.remove(`/Groups/${groupId}`)).status).toBe(204)
    expect((await okta.remove(`/Groups/${groupId}`)).status).toBe(404)
  })
})
