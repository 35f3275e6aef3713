import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScimGroups } from '../../../../contract/scim-groups.ts'
import { SCIM_TOKEN, type ScimCaller, scimCaller } from '../../../test/scim-caller.ts'
import { type Caller, openTestApp, type TestApp } from '../../../test/test-app.ts'
import { USER } from '../../../test/world-network.ts'

const PATH = '/settings/scim-groups'
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'

let world: TestApp
let admin: Caller
let scim: ScimCaller
let personId = ''
beforeAll(async () => {
  world = await openTestApp([], { SCIM_TOKEN, SCIM_USER_ID: 'externalId' })
  admin = await world.staff(USER.admin)
  scim = scimCaller(world.app)
  personId = (await scim.post('/Users', { schemas: [CORE], userName: 'shno', externalId: 'shno' })).body.id
  await scim.post('/Groups', { displayName: 'Beta People', members: [{ value: personId }] })
})
afterAll(() => world.close())

const shown = async () => {
  const { body, headers } = await admin.get(PATH)
  return { body: body as ScimGroups, match: { 'if-match': headers.etag ?? '' } }
}
const rule = (more: object) => ({
  group: 'Beta People',
  roles: ['branch-agent'],
  scopes: ['branch', 'own'],
  ...more,
})
async function place(...groups: object[]) {
  const { body, match } = await shown()
  return admin.patch(PATH, { ...body.placing, groups }, match)
}
const session = async () => (await (await world.staff('shno')).get('/session')).body

describe('what SCIM groups give', () => {
  it('is nothing by default: whoever has no company is kept, shown, and sees nothing', async () => {
    expect((await shown()).body).toMatchObject({
      ...{ version: 0, known: [{ group: 'Beta People', members: 1, mapped: false }] },
      ...{
        people: { active: 1, inactive: 0 },
        unplaced: [{ id: 'shno', userName: 'shno', why: 'no-company' }],
      },
    })
    expect((await session()).kind).toBe('nobody')
  })

  it('is changed in the product, holds at once, and stands in the log', async () => {
    expect((await place(rule({ group: 'BETA people', branchId: 'beta-north' }))).status).toBe(200)
    expect((await session()).user).toMatchObject({ company: { id: 'beta' }, branch: { id: 'beta-north' } })
    expect((await session()).can.createTickets).toBe(true)
    const log = (await admin.get('/audit?type=setting.changed')).body.items
    expect(log[0]).toMatchObject({ actor: { id: USER.admin }, subject: { id: 'scim-groups' } })
    expect((await admin.get(`/audit?type=user.activated`)).body.items[0].subject.id).toBe('shno')
    expect((await place()).status).toBe(200)
    expect((await session()).kind).toBe('nobody')
  })

  it('never gives a dealer the whole network, nor units of two companies', async () => {
    await place(rule({ companyId: 'beta', scopes: ['network', 'company'] }))
    expect((await session()).user.company.id).toBe('beta')
    const seen: { company: { id: string } }[] = (await (await world.staff('shno')).get('/network/users')).body
      .items
    expect([...new Set(seen.map(({ company }) => company.id))]).toEqual(['beta'])
    await place(rule({ companyId: 'beta' }), rule({ teamId: 'alpha-sales' }))
    expect((await shown()).body.unplaced).toEqual([
      { id: 'shno', userName: 'shno', why: 'several-companies' },
    ])
    expect((await session()).kind).toBe('nobody')
    await place()
  })

  it('ends with membership, and with the group', async () => {
    await place(rule({ companyId: 'beta' }))
    const { Resources } = (await scim.get('/Groups')).body
    const group = `/Groups/${Resources[0].id}`
    expect((await session()).kind).toBe('staff')
    await scim.patch(group, [{ op: 'remove', path: 'members' }])
    expect((await session()).kind).toBe('nobody')
    await scim.patch(group, [{ op: 'add', path: 'members', value: [{ value: personId }] }])
    expect((await session()).kind).toBe('staff')
    await scim.patch(group, [{ op: 'replace', path: 'displayName', value: 'Renamed' }])
    expect((await session()).kind).toBe('nobody')
    await scim.patch(group, [{ op: 'replace', path: 'displayName', value: 'Beta People' }])
    await place()
  })

  it('refuses units that are not there or do not belong together, whole', async () => {
    const codes = async (more: object) =>
      (await place(rule(more))).body.errors?.map(
        ({ pointer, code }: Record<string, string>) => `${pointer} ${code}`,
      )
    expect(await codes({ companyId: 'gone' })).toEqual(['/groups/0/companyId unknown-reference'])
    expect(await codes({ branchId: 'gone' })).toEqual(['/groups/0/branchId unknown-reference'])
    expect(await codes({ companyId: 'beta', branchId: 'alpha-north' })).toEqual([
      '/groups/0/branchId branch-of-another-company',
    ])
    expect(await codes({ companyId: 'beta', teamId: 'alpha-sales' })).toEqual([
      '/groups/0/teamId branch-of-another-company',
    ])
    expect((await place(rule({ scopes: ['everything'] }))).status).toBe(400)
    expect((await place(rule({ more: 1 }))).status).toBe(400)
    expect((await shown()).body.placing.groups).toEqual([])
  })

  it('is changed by one of several at once, on the version that they saw, after a fresh sign-in', async () => {
    const { body, match } = await shown()
    const change = (name: string) =>
      admin.patch(PATH, { ...body.placing, groups: [rule({ group: name })] }, match)
    const statuses = (await Promise.all(['a', 'b', 'c'].map(change))).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 412, 412])
    expect((await admin.patch(PATH, body.placing)).status).toBe(428)
    for (const userId of [USER.coordinator, USER.alphaManager, USER.auditor])
      expect((await (await world.staff(userId)).get(PATH)).status).toBe(403)
    expect((await world.nobody.get(PATH)).status).toBe(401)
    world.pass(15 * 60_000)
    expect((await change('late')).body.type).toContain('step-up-needed')
  })
})

describe('people whom the network knows already', () => {
  it('work no longer when SCIM has deactivated or deleted them, and are placed by it where it places them', async () => {
    const known = async () => (await (await world.staff(USER.betaEastAgent)).get('/session')).body
    const before = (await known()).user
    const made = await scim.post('/Users', { userName: 'east', externalId: USER.betaEastAgent })
    expect((await known()).user).toEqual(before)
    const path = `/Users/${made.body.id}`
    await scim.patch(path, [{ op: 'replace', path: 'active', value: false }])
    expect((await known()).kind).toBe('nobody')
    await scim.patch(path, [{ op: 'replace', path: 'active', value: true }])
    expect((await known()).kind).toBe('staff')
    await scim.remove(path)
    expect((await known()).kind).toBe('nobody')
    const again = await scim.post('/Users', { userName: 'east', externalId: USER.betaEastAgent })
    expect(again.status).toBe(201)
    expect((await known()).user).toEqual(before)
    expect((await scim.post('/Users', { userName: 'other', externalId: USER.betaEastAgent })).status).toBe(
      409,
    )
  })

  it('need an externalId that can be one of ours, where that is what names them', async () => {
    for (const externalId of [undefined, '', 'a b', 'x'.repeat(65)])
      expect((await scim.post('/Users', { userName: 'nobody', externalId })).status).toBe(400)
  })
})
