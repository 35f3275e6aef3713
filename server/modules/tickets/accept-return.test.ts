import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AT_ALPHA, AT_BETA, type Desk, must, openDesk, said } from '../../test/placed-ticket.ts'
import { openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, TEAM, USER } from '../../test/world-network.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const atNorth = { status: 'branch', branchId: BRANCH.alphaNorth } as const

describe('POST /tickets/{id}/assignment/accept', () => {
  it('takes it on, starts the work, and stops the clocks of viewing and accepting', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const answer = must(await ticket.post(desk.alphaManager, '/assignment/accept'))
    expect([answer.body.status.key, answer.body.assignment.accepted]).toEqual(['in-progress', true])
    const now = world.now().toISOString()
    const { handOffs } = await ticket.timeline()
    expect(handOffs.at(-1)).toMatchObject({ acceptedAt: now, firstViewedAt: now, returnedAt: null })
    expect((await ticket.see()).firstViewedAt).toBe(now)
  })

  it('leaves a status other than New as it is', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await ticket.post(desk.coordinator, '/status', { status: 'pending-customer' }))
    const { body } = must(await ticket.post(desk.alphaManager, '/assignment/accept'))
    expect(body.status.key).toBe('pending-customer')
  })

  it('is for the receiver, once', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const say = async (who: Parameters<typeof ticket.post>[0]) =>
      said(await ticket.post(who, '/assignment/accept'))
    expect(await say(world.nobody)).toBe('401 not-signed-in')
    expect(await say(desk.coordinator)).toBe('403 not-permitted')
    expect(await say(desk.auditor)).toBe('403 not-permitted')
    expect(await say(await ticket.link())).toBe('403 not-permitted')
    expect(await say(desk.betaManager)).toBe('404 not-found')
    expect(await say(desk.alphaManager)).toBe('200')
    expect(await say(desk.alphaManager)).toBe('409 nothing-to-accept')
    const unassigned = await desk.placed()
    expect(said(await unassigned.post(desk.coordinator, '/assignment/accept'))).toBe('409 nothing-to-accept')
    must(await ticket.post(desk.alphaManager, '/status', { status: 'resolved', code: 'done' }))
    expect(await say(desk.alphaManager)).toBe('409 ticket-closed')
  })

  it('takes no body, and an If-Match if given', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    expect(said(await ticket.post(desk.alphaManager, '/assignment/accept', { note: 'x' }))).toBe(
      '400 # unknown-field',
    )
    const headers = { 'if-match': '"1"' }
    expect(said(await ticket.post(desk.alphaManager, '/assignment/accept', undefined, headers))).toBe(
      '412 version-stale',
    )
    const key = { 'idempotency-key': 'accept' }
    must(await ticket.post(desk.alphaManager, '/assignment/accept', undefined, key))
    expect(said(await ticket.post(desk.alphaManager, '/assignment/accept', undefined, key))).toBe('200')
  })

  it('is one acceptance, however many press at once', async () => {
    const ticket = await desk.placed(atNorth)
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        ticket.post(index % 2 ? desk.alphaManager : desk.alphaNorthAgent, '/assignment/accept'),
      ),
    )
    expect(all.map(said).filter((text) => text === '200')).toHaveLength(1)
    expect(all.map(said).filter((text) => text === '409 nothing-to-accept')).toHaveLength(5)
    const accepted = (await ticket.timeline()).items.filter(
      (item: { type: string }) => item.type === 'ticket.accepted',
    )
    expect(accepted).toHaveLength(1)
  })

  it('never sticks to a ticket that is being taken away', async () => {
    for (let round = 0; round < 4; round++) {
      const ticket = await desk.placed(AT_ALPHA)
      const [accept, assign] = await Promise.all([
        ticket.post(desk.alphaManager, '/assignment/accept'),
        ticket.post(desk.coordinator, '/assignment', AT_BETA),
      ])
      expect(said(assign)).toBe('200')
      expect(['200', '404 not-found']).toContain(said(accept))
      const now = await ticket.see()
      expect([now.assignment.company?.id, now.assignment.accepted]).toEqual([COMPANY.beta, false])
      const { handOffs } = await ticket.timeline()
      expect(handOffs.at(-1).acceptedAt).toBeNull()
      expect(handOffs.at(-2).acceptedAt === null).toBe(said(accept) !== '200')
    }
  })
})

describe('POST /tickets/{id}/assignment/return', () => {
  const reason = 'We do not serve this brand.'

  it('gives it to the distributor by the manager, with a reason only the two read', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    expect((await ticket.post(desk.alphaManager, '/assignment/return', { reason })).status).toBe(204)
    expect((await ticket.see()).assignment.status).toBe('unassigned')
    expect(said(await desk.alphaManager.get(ticket.path))).toBe('404 not-found')
    const { handOffs } = await ticket.timeline()
    expect(handOffs.at(-2).returnedAt).toBe(world.now().toISOString())
    expect(handOffs.at(-1).why).toEqual({ kind: 'person', reason })
    world.pass(1000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    expect(JSON.stringify(await ticket.timeline(desk.betaManager))).not.toContain(reason)
  })

  it('goes one level up by a unit’s member', async () => {
    const atTeam = await desk.placed({ status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaNorth })
    expect((await atTeam.post(desk.alphaTeamAgent, '/assignment/return', { reason })).status).toBe(204)
    expect((await atTeam.see()).assignment).toMatchObject({
      ...{ status: 'branch', branch: { id: BRANCH.alphaNorth }, team: null },
    })
    world.pass(1000)
    expect((await atTeam.post(desk.alphaNorthAgent, '/assignment/return', { reason })).status).toBe(204)
    expect((await atTeam.see()).assignment).toMatchObject({
      status: 'dealer',
      company: { id: COMPANY.alpha },
    })

    const ofCare = await desk.placed({ status: 'team', teamId: TEAM.care })
    const agent = await world.staff(USER.careAgent)
    expect((await ofCare.post(agent, '/assignment/return', { reason })).status).toBe(204)
    expect((await ofCare.see()).assignment.status).toBe('unassigned')
  })

  it('refuses without a reason, by others, twice, and on closed tickets', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const say = async (who: Parameters<typeof ticket.post>[0], body: unknown, headers = {}) =>
      said(await ticket.post(who, '/assignment/return', body, headers))
    expect(await say(desk.alphaManager, {})).toBe('400 #/reason required')
    expect(await say(desk.alphaManager, { reason: '  ' })).toBe('400 #/reason too-short')
    expect(await say(desk.alphaManager, { reason: 'x'.repeat(501) })).toBe('400 #/reason too-long')
    expect(await say(world.nobody, { reason })).toBe('401 not-signed-in')
    expect(await say(desk.coordinator, { reason })).toBe('403 not-permitted')
    expect(await say(desk.betaManager, { reason })).toBe('404 not-found')
    expect(await say(desk.alphaManager, { reason }, { 'if-match': '"1"' })).toBe('412 version-stale')
    expect(await say(desk.alphaManager, { reason })).toBe('204')
    expect(await say(desk.alphaManager, { reason })).toBe('404 not-found')
    expect(await say(desk.coordinator, { reason })).toBe('409 nothing-to-return')
    world.pass(1000)
    must(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA))
    must(await ticket.post(desk.alphaManager, '/status', { status: 'unresolved', code: 'duplicate' }))
    expect(await say(desk.alphaManager, { reason })).toBe('409 ticket-closed')
  })

  it('answers a repeat with the same key as the first, though the ticket is gone', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const headers = { 'idempotency-key': 'give-back' }
    expect(said(await ticket.post(desk.alphaManager, '/assignment/return', { reason }, headers))).toBe('204')
    expect(said(await ticket.post(desk.alphaManager, '/assignment/return', { reason }, headers))).toBe('204')
    expect((await ticket.timeline()).handOffs).toHaveLength(3)
  })
})

describe('POST /tickets/{id}/view', () => {
  it('marks the receiver’s first look, once per hand-off, and changes neither status nor version', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const before = await ticket.see()
    // Neither the auditor's nor the sender's look is the receiver's.
    for (const who of [desk.auditor, desk.coordinator]) {
      expect((await ticket.post(who, '/view')).status).toBe(204)
    }
    expect((await ticket.timeline()).handOffs.at(-1).firstViewedAt).toBeNull()
    world.pass(5000)
    const first = world.now().toISOString()
    await ticket.post(desk.alphaManager, '/view')
    world.pass(5000)
    await ticket.post(desk.alphaManager, '/view')
    expect((await ticket.timeline()).handOffs.at(-1).firstViewedAt).toBe(first)
    const after = await ticket.see()
    expect([after.firstViewedAt, after.status.key, after.version]).toEqual([first, 'new', before.version])
    const looks = (await ticket.timeline()).items.filter(
      (item: { type: string }) => item.type === 'ticket.first-viewed',
    )
    expect(looks).toHaveLength(1)

    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    world.pass(5000)
    await ticket.post(desk.betaManager, '/view')
    expect((await ticket.timeline()).handOffs.at(-1).firstViewedAt).toBe(world.now().toISOString())
    expect((await ticket.see()).firstViewedAt).toBe(first)
  })

  it('is the distributor’s while nobody holds it, and for staff only', async () => {
    const ticket = await desk.placed()
    expect(said(await ticket.post(world.nobody, '/view'))).toBe('401 not-signed-in')
    expect(said(await ticket.post(await ticket.link(), '/view'))).toBe('403 not-permitted')
    expect(said(await ticket.post(desk.alphaManager, '/view'))).toBe('404 not-found')
    await Promise.all(Array.from({ length: 5 }, () => ticket.post(desk.coordinator, '/view')))
    expect((await ticket.see()).firstViewedAt).toBe(world.now().toISOString())
    const looks = (await ticket.timeline()).items.filter(
      (item: { type: string }) => item.type === 'ticket.first-viewed',
    )
    expect(looks).toHaveLength(1)
  })
})
