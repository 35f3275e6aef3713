import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SCIM_TOKEN, type ScimCaller, scimCaller } from '../../../test/scim-caller.ts'
import { type Caller, openTestApp, type TestApp } from '../../../test/test-app.ts'
import { USER, worldSnapshot } from '../../../test/world-network.ts'
import { acceptSource, settleSources } from '../accept-source.ts'
import { networkOf, type SnapshotInput } from '../index.ts'

const PEOPLE = 30
const GROUP = 'Beta People'

let world: TestApp
let admin: Caller
let scim: ScimCaller
const ids: string[] = []
let groupId = ''
beforeAll(async () => {
  world = await openTestApp([], { SCIM_TOKEN, SCIM_USER_ID: 'externalId' })
  admin = await world.staff(USER.admin)
  scim = scimCaller(world.app)
  for (let at = 0; at < PEOPLE; at++) {
    const user = { userName: `p${at}`, externalId: `p${at}`, displayName: `Person ${at}` }
    ids.push((await scim.post('/Users', user)).body.id)
  }
  await mapTo([GROUP])
})
afterAll(() => world.close())
// All thirty are there and in the group, and nothing waits.
beforeEach(async () => {
  const inactive = await scim.get(`/Users?filter=${encodeURIComponent('active eq false')}&count=100`)
  for (const { id } of inactive.body.Resources)
    await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: true }])
  const { body } = await scim.get(`/Groups?filter=${encodeURIComponent(`displayName eq "${GROUP}"`)}`)
  groupId = body.Resources[0]?.id ?? (await scim.post('/Groups', { displayName: GROUP })).body.id
  await scim.put(`/Groups/${groupId}`, { displayName: GROUP, members: ids.map((value) => ({ value })) })
  expect([await active(), await proposal()]).toEqual([PEOPLE, null])
})

async function mapTo(groups: string[]) {
  const { body, headers } = await admin.get('/settings/scim-groups')
  const rules = groups.map((group) => ({
    ...{ group, branchId: 'beta-north', roles: ['branch-agent'], scopes: ['branch', 'own'] },
  }))
  return admin.patch(
    '/settings/scim-groups',
    { ...body.placing, groups: rules },
    { 'if-match': headers.etag ?? '' },
  )
}
const users = () => world.asSystem(async (ctx) => [...(await networkOf(ctx)).users.values()])
const active = async () => (await users()).filter(({ id, active }) => active && /^p\d+$/.test(id)).length
const works = async (id: string) => (await users()).some((user) => user.id === id && user.active)
const status = async () => (await admin.get('/directory/status')).body
const proposal = async () => (await status()).proposal
const confirm = async (hash: string) => admin.post(`/directory/proposals/${hash}/confirm`)
const remove = async () => expect((await scim.remove(`/Groups/${groupId}`)).status).toBe(204)
const setActive = async (at: number, value: boolean) =>
  expect((await scim.patch(`/Users/${ids[at]}`, [{ op: 'replace', path: 'active', value }])).status).toBe(200)
const feedGives = (change: (snapshot: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  change(snapshot)
  return world.asSystem((ctx) =>
    acceptSource(ctx, { source: 'feed', adapter: 'reference', snapshot, mark: null }, { guarded: true }),
  )
}

describe('one request that leaves a whole company without a place', () => {
  it('waits: the client gets its answer, and everybody works on as before', async () => {
    const somebody = await world.staff('p3')
    const before = (await somebody.get('/session')).body.user
    await remove()
    expect((await scim.get(`/Groups/${groupId}`)).status).toBe(404)
    expect(await active()).toBe(PEOPLE)
    expect((await somebody.get('/session')).body.user).toEqual(before)
    expect((await somebody.get('/tickets')).status).toBe(200)
    const { proposal, sources } = await status()
    expect(proposal).toMatchObject({ losses: [{ kind: 'user', gone: PEOPLE }] })
    expect(proposal.losses[0].active).toBeGreaterThan(PEOPLE)
    expect(proposal.losses[0].things).toContainEqual({ id: 'p3', name: 'Person 3' })
    expect(sources.find((one: { source: string }) => one.source === 'scim').failing.code).toBe(
      'shrink-waiting',
    )
    const { items } = (await admin.get('/audit?type=directory.refused')).body
    expect(items[0]).toMatchObject({ subject: { id: 'scim' }, detail: { gone: { user: PEOPLE } } })
  })

  it('waits as well where the members go or the group is called otherwise', async () => {
    for (const change of [
      { op: 'remove', path: 'members' },
      { op: 'replace', path: 'displayName', value: 'Nobody knows' },
    ]) {
      expect((await scim.patch(`/Groups/${groupId}`, [change])).status).toBe(204)
      expect([await active(), (await proposal()).losses[0].gone]).toEqual([PEOPLE, PEOPLE])
      await scim.put(`/Groups/${groupId}`, { displayName: GROUP, members: ids.map((value) => ({ value })) })
      expect(await proposal()).toBeNull()
    }
  })

  it('is applied where it is confirmed, once', async () => {
    const somebody = await world.staff('p3')
    await remove()
    const { hash } = await proposal()
    const { status: code, body } = await confirm(hash)
    expect([code, body.proposal]).toEqual([200, null])
    expect(await active()).toBe(0)
    expect((await somebody.get('/session')).body.kind).toBe('nobody')
    expect(body.sources.find((one: { source: string }) => one.source === 'scim').failing).toBeNull()
    expect((await confirm(hash)).body.code).toBe('proposal-confirmed')
  })

  it('is not confirmed by who may not manage the directory', async () => {
    await remove()
    const { hash } = await proposal()
    const manager = await world.staff(USER.betaManager)
    expect((await manager.post(`/directory/proposals/${hash}/confirm`)).status).toBe(403)
    expect(await active()).toBe(PEOPLE)
  })

  it('is over where the client takes it back', async () => {
    await remove()
    const { hash } = await proposal()
    const members = ids.map((value) => ({ value }))
    expect((await scim.post('/Groups', { displayName: GROUP, members })).status).toBe(201)
    expect([await active(), await proposal()]).toEqual([PEOPLE, null])
    expect((await confirm(hash)).body.code).toBe('proposal-withdrawn')
    expect(await active()).toBe(PEOPLE)
  })
})

describe('while a proposal of SCIM waits', () => {
  it('one person’s deactivation is at once, and so is one person’s deletion', async () => {
    const [third, fourth] = [await world.staff('p3'), await world.staff('p4')]
    await remove()
    const { hash } = await proposal()
    await setActive(3, false)
    expect((await third.get('/session')).body.kind).toBe('nobody')
    expect((await fourth.get('/session')).body.kind).toBe('staff')
    expect(await active()).toBe(PEOPLE - 1)
    // What was shown is not what waits any more.
    expect((await confirm(hash)).body.code).toBe('proposal-withdrawn')
    const next = await proposal()
    expect(next.losses[0].gone).toBe(PEOPLE - 1)
    expect(next.losses[0].things.map(({ id }: { id: string }) => id)).not.toContain('p3')
    // Active again without a group is active without a place: only what they had at the deletion was kept for them.
    await setActive(3, true)
    expect(await works('p3')).toBe(false)
    expect((await scim.remove(`/Users/${ids[4]}`)).status).toBe(204)
    expect((await fourth.get('/session')).body.kind).toBe('nobody')
    const user = { userName: 'p4', externalId: 'p4', displayName: 'Person 4' }
    ids[4] = (await scim.post('/Users', user)).body.id
    expect(await works('p4')).toBe(false)
    expect(await active()).toBe(PEOPLE - 2)
  })

  it('others come and change, and the feed is taken; none of it confirms', async () => {
    await remove()
    const { hash } = await proposal()
    await mapTo([GROUP, 'Others'])
    expect((await scim.post('/Groups', { displayName: 'Others', members: [{ value: ids[0] }] })).status).toBe(
      201,
    )
    expect(await active()).toBe(PEOPLE)
    expect((await proposal()).losses[0].gone).toBe(PEOPLE - 1)
    expect((await proposal()).hash).not.toBe(hash)
    const rename = (snapshot: SnapshotInput) => {
      const beta = snapshot.companies.find(({ id }) => id === 'beta')
      if (beta) beta.name = { en: 'Beta renamed' }
    }
    expect((await feedGives(rename)).kind).toBe('changed')
    expect((await feedGives(() => undefined)).kind).toBe('changed')
    expect([await active(), (await proposal()).losses[0].gone]).toEqual([PEOPLE, PEOPLE - 1])
    const others = (await scim.get(`/Groups?filter=${encodeURIComponent('displayName eq "Others"')}`)).body
    await scim.remove(`/Groups/${others.Resources[0].id}`)
    // One person alone goes at once, also by a group.
    expect([await works('p0'), await active()]).toEqual([false, PEOPLE - 1])
  })

  it('a start on the same configuration changes nothing', async () => {
    await remove()
    const { hash } = await proposal()
    await world.asSystem((ctx) => settleSources(ctx))
    expect([await active(), (await proposal()).hash]).toEqual([PEOPLE, hash])
  })
})

it('thirty people are deactivated one by one without anybody asked', async () => {
  for (let at = 0; at < PEOPLE; at++) await setActive(at, false)
  expect([await active(), await proposal()]).toEqual([0, null])
})
