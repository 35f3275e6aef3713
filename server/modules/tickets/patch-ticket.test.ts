import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AT_ALPHA,
  AT_BETA,
  type Desk,
  must,
  openDesk,
  type PlacedTicket,
  said,
} from '../../test/placed-ticket.ts'
import { type Caller, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRAND, CITY, MODEL, settleWorld, worldModels, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'
import { replaceModels } from '../vehicles/index.ts'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await openTestApp()
  desk = await openDesk(world)
})
afterAll(() => world.close())

const patch = async (ticket: PlacedTicket, who: Caller, body: unknown, tag?: string) =>
  who.patch(ticket.path, body, { 'if-match': tag ?? (await ticket.tag()) })

describe('PATCH /tickets/{id}', () => {
  it('changes what is asked, raises the version once, and records which fields', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const version = (await ticket.see()).version
    const answer = await patch(ticket, desk.alphaManager, {
      ...{ priority: 'urgent', tags: ['vip', 'fleet', 'vip'], brandId: BRAND.b, cityId: CITY.east },
      details: { topic: 'feedback', message: 'All was well.' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      ...{ priority: 'urgent', tags: ['vip', 'fleet'], brand: { id: BRAND.b }, city: { id: CITY.east } },
      ...{ details: { topic: 'feedback', message: 'All was well.' }, version: version + 1 },
    })
    expect(answer.headers.etag).toMatch(new RegExp(`^W/"${version + 1}\\.`))
    const [change] = (await ticket.timeline()).items.filter(
      (item: { type: string }) => item.type === 'ticket.updated',
    )
    expect(change.data).toEqual({
      fields: ['priority', 'brand_id', 'city_id', 'tags', 'details'],
      changes: {
        ...{ priority: { from: 'normal', to: 'urgent' }, brand_id: { from: null, to: BRAND.b } },
        city_id: { from: null, to: CITY.east },
      },
    })
    // The log holds no free text.
    expect(JSON.stringify(change)).not.toContain('All was well')
  })

  it('changes nothing where all is as it was: no version, no event', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const before = await ticket.see(desk.alphaManager)
    const same = { priority: before.priority, tags: [], cityId: null, details: before.details }
    const answer = await patch(ticket, desk.alphaManager, same)
    expect(answer.body.version).toBe(before.version)
    expect(JSON.stringify(await ticket.timeline())).not.toContain('ticket.updated')
  })

  it('needs the version that the caller saw', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const without = await desk.alphaManager.patch(ticket.path, { priority: 'high' })
    expect(said(without)).toBe('428 if-match-missing')
    const stale = await ticket.tag()
    must(await patch(ticket, desk.alphaManager, { priority: 'high' }, stale))
    expect(said(await patch(ticket, desk.alphaManager, { priority: 'low' }, stale))).toBe('412 version-stale')
    expect(said(await patch(ticket, desk.alphaManager, { priority: 'low' }, '"nonsense"'))).toBe(
      '412 version-stale',
    )
    // A message does not make a version stale; the tag of another reader and language holds the same version.
    const tag = (await desk.coordinator.get(ticket.path, { 'accept-language': 'ar' })).headers.etag ?? ''
    must(await ticket.post(desk.coordinator, '/messages', { audience: 'network', text: 'Look.' }))
    expect(said(await patch(ticket, desk.alphaManager, { priority: 'low' }, tag))).toBe('200')
  })

  it('lets one of two win who saw the same', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const tag = await ticket.tag()
    const both = await Promise.all([
      patch(ticket, desk.alphaManager, { priority: 'high' }, tag),
      patch(ticket, desk.coordinator, { priority: 'low' }, tag),
    ])
    expect(both.map(said).toSorted()).toEqual(['200', '412 version-stale'])
  })

  it('names what is wrong, with pointers into the details', async () => {
    const ticket = await desk.placed(AT_ALPHA, testDrive(MODEL.a))
    const say = async (body: unknown) => said(await patch(ticket, desk.alphaManager, body))
    expect(await say({ priority: 'highest' })).toBe('400 #/priority not-one-of')
    expect(await say({ status: 'resolved' })).toBe('400 #/status unknown-field')
    expect(await say({ assignment: AT_BETA })).toBe('400 #/assignment unknown-field')
    expect(await say({ brandId: 'nope' })).toBe('400 #/brandId unknown-reference')
    expect(await say({ cityId: 'nope' })).toBe('400 #/cityId unknown-reference')
    expect(await say({ tags: ['x'.repeat(41)] })).toBe('400 #/tags/0 too-long')
    expect(await say({ tags: Array.from({ length: 21 }, (_, i) => `t${i}`) })).toBe('400 #/tags too-long')
    expect(await say({ details: null })).toMatch(/^400 #\/details/)
    expect(await say({ details: {} })).toBe(
      '400 #/details/wantedVehicle required, #/details/holdsDrivingLicence required',
    )
    const wantedVehicle = { modelId: MODEL.b }
    expect(await say({ details: { wantedVehicle, holdsDrivingLicence: true } })).toBe(
      '400 #/details/wantedVehicle/modelId model-of-another-brand',
    )
    // The standing model is of brand a.
    expect(await say({ brandId: BRAND.c })).toBe('400 #/details/wantedVehicle/modelId model-of-another-brand')
    expect(await say({ details: { wantedVehicle, holdsDrivingLicence: true }, brandId: BRAND.b })).toBe('200')
  })

  it('takes what is in use, and leaves alone what stood before', async () => {
    const chosen = { modelId: MODEL.a, grade: 'Comfort', year: 2027 }
    const details = { wantedVehicle: chosen, holdsDrivingLicence: true }
    const ticket = await desk.placed(AT_ALPHA, testDrive(MODEL.a, { details, cityId: CITY.south }))
    const say = async (body: unknown) => said(await patch(ticket, desk.alphaManager, body))
    // The brand is the wanted model's.
    expect(await say({ brandId: null })).toBe('400 #/brandId required')
    // Keys in whatever order: nothing changes.
    const { version } = await ticket.see()
    expect(await say({ details })).toBe('200')
    expect((await ticket.see()).version).toBe(version)
    const wanted = (more: object) => ({
      details: { ...details, wantedVehicle: { ...chosen, ...more }, preferredTime: { dayPart: 'noon' } },
    })
    expect(await say(wanted({ grade: 'banana', year: 1951 }))).toBe(
      '400 #/details/wantedVehicle/grade not-one-of, #/details/wantedVehicle/year not-one-of',
    )
    const more = worldSnapshot()
    const gone = { id: 'gone', name: { en: 'Gone', ar: 'ذهب' } }
    more.brands.push(gone)
    more.cities.push({ ...gone, regionId: 'plains', timeZone: 'Asia/Baghdad' })
    await world.asSystem((ctx) => applySnapshot(ctx, more))
    await world.asSystem(async (ctx) => {
      await applySnapshot(ctx, worldSnapshot())
      await replaceModels(ctx, worldModels().slice(1))
    })
    expect(await say({ brandId: 'gone', cityId: 'gone' })).toBe(
      '400 #/brandId inactive-reference, #/cityId inactive-reference',
    )
    expect(await say({ brandId: BRAND.a, cityId: CITY.south, ...wanted({}) })).toBe('200')
    expect(await say(wanted({ year: 2026 }))).toBe('400 #/details/wantedVehicle/modelId inactive-reference')
    await world.asSystem(settleWorld)
  })

  it('asks who is asking', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    const say = async (who: Caller) => said(await patch(ticket, who, { priority: 'high' }))
    expect(await say(world.nobody)).toBe('401 not-signed-in')
    for (const who of [desk.auditor, desk.website, await ticket.link(), world.customer()]) {
      expect(await say(who)).toBe('403 not-permitted')
    }
    expect(await say(desk.betaManager)).toBe('404 not-found')
  })

  it('leaves tags that the writer does not see, and shows each company its own', async () => {
    const ticket = await desk.placed(AT_ALPHA)
    must(await patch(ticket, desk.alphaManager, { tags: ['ours', 'shared'] }))
    must(await ticket.post(desk.coordinator, '/assignment', AT_BETA))
    expect((await ticket.see(desk.betaManager)).tags).toEqual([])
    must(await patch(ticket, desk.betaManager, { tags: ['theirs', 'shared'] }))
    expect((await ticket.see(desk.betaManager)).tags).toEqual(['theirs', 'shared'])
    expect((await ticket.see()).tags).toEqual(['ours', 'shared', 'theirs'])
    must(await patch(ticket, desk.betaManager, { tags: [] }))
    must(await ticket.post(desk.coordinator, '/assignment', AT_ALPHA))
    expect((await ticket.see(desk.alphaManager)).tags).toEqual(['ours', 'shared'])
    expect((await ticket.see(await ticket.link())).tags).toBeUndefined()
  })
})
