import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { said } from '../../test/placed-ticket.ts'
import { created, inquiry, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import {
  BRANCH,
  BRAND,
  CITY,
  MODEL,
  SERVICE,
  settleWorld,
  TEAM,
  USER,
  worldModels,
} from '../../test/world-network.ts'
import { replaceModels } from '../vehicles/index.ts'

describe('POST /tickets', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('creates each type from the OpenAPI document’s own example', async () => {
    const client = await world.client()
    const paths = world.document.paths as Record<
      string,
      Record<
        string,
        { requestBody: { content: Record<string, { examples: Record<string, { value: unknown }> }> } }
      >
    >
    const examples = paths['/api/v1/tickets']?.post?.requestBody.content['application/json']?.examples ?? {}
    expect(Object.keys(examples).sort()).toEqual([
      'general-inquiry',
      'service-booking',
      'ssc-inquiry',
      'test-drive',
      'vehicle-quotation',
    ])
    for (const [type, { value }] of Object.entries(examples)) {
      const answer = await client.post('/tickets', value)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      expect(answer.body.type.key).toBe(type)
    }
  })

  it('routes by the default rules, in order', async () => {
    const customer = world.customer()
    const staff = await world.staff(USER.coordinator)
    const where = async (request: Parameters<typeof created>[1]) => {
      const ticket = await created(customer, request)
      const { body } = await staff.get(`/tickets/${ticket.number}`)
      return {
        status: body.assignment.status,
        at: (body.assignment.team ?? body.assignment.branch)?.id ?? null,
      }
    }
    expect(await where(inquiry())).toEqual({ status: 'unassigned', at: null })
    expect(
      await where({ ...inquiry(), type: 'ssc-inquiry', details: { vin: 'ZZZKR42N6P0318846' } } as never),
    ).toEqual({ status: 'team', at: TEAM.recall })
    expect(
      await where(inquiry({ details: { topic: 'complaint', message: 'Nobody called.' } } as never)),
    ).toEqual({
      status: 'team',
      at: TEAM.care,
    })
    expect(await where(testDrive(MODEL.b, { branchId: BRANCH.betaNorth }))).toEqual({
      status: 'branch',
      at: BRANCH.betaNorth,
    })
    expect(await where(testDrive(MODEL.a, { cityId: CITY.north }))).toEqual({
      status: 'branch',
      at: BRANCH.alphaNorth,
    })
    expect(await where(testDrive(MODEL.b, { cityId: CITY.north }))).toEqual({
      status: 'unassigned',
      at: null,
    })
    expect(await where(testDrive(MODEL.c, { cityId: CITY.south }))).toEqual({
      status: 'unassigned',
      at: null,
    })
  })

  it('takes source and creator from the credential', async () => {
    const staff = await world.staff(USER.coordinator)
    const client = await world.client()
    const byClient = await created(client, inquiry({ externalReference: 'web-1' }))
    const byPortal = await created(world.customer(), inquiry())
    const byStaff = await created(staff, inquiry())
    const sources = []
    for (const ticket of [byClient, byPortal, byStaff]) {
      const { body } = await staff.get(`/tickets/${ticket.id}`)
      sources.push([body.source.key, body.source.client?.kind ?? null, body.createdBy.kind])
    }
    expect(sources).toEqual([
      ['api', 'website', 'client'],
      ['web-portal', null, 'customer'],
      ['web-portal', null, 'staff'],
    ])
    expect(byClient.trackingUrl).toMatch(/\/track#[\w-]+$/)
    expect(byStaff.trackingUrl).toBeUndefined()
    const refused = await client.post('/tickets', { ...inquiry(), source: 'web-portal' })
    expect(refused.body.errors).toEqual([
      { pointer: '#/source', code: 'unknown-field', message: expect.stringContaining('source') },
    ])
  })

  it('names everything that is wrong, in the caller’s language', async () => {
    const customer = world.customer()
    const bad = {
      ...testDrive(MODEL.a, { brandId: BRAND.b, branchId: BRANCH.alphaClosed }),
      requester: { name: 'L' },
      slot: '2026-12-01T10:00',
    }
    const shape = await customer.post('/tickets', bad, { 'accept-language': 'ar' })
    expect(shape.status).toBe(400)
    const found = shape.body.errors.map(
      (error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`,
    )
    expect(found).toContain('#/slot unknown-field')
    expect(found).toContain('#/requester/name too-short')
    expect(shape.headers['content-language']).toBe('ar')
    expect(shape.body.title).toMatch(/[\u0600-\u06ff]/)

    const references = await customer.post(
      '/tickets',
      testDrive(MODEL.a, { brandId: BRAND.b, branchId: BRANCH.alphaClosed, cityId: 'nowhere' }),
    )
    expect(
      references.body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code]),
    ).toEqual([
      ['#/branchId', 'inactive-reference'],
      ['#/cityId', 'unknown-reference'],
      ['#/details/wantedVehicle/modelId', 'model-of-another-brand'],
      ['#/branchId', 'branch-not-serving-brand'],
    ])
    const brand = await customer.post('/tickets', testDrive(MODEL.c, { branchId: BRANCH.alphaNorth }))
    expect(brand.body.errors[0]).toMatchObject({ pointer: '#/branchId', code: 'branch-not-serving-brand' })
  })

  it('takes a grade and a year that the model is offered in, and any where it lists none', async () => {
    const customer = world.customer()
    const drive = (more: object) => ({
      ...testDrive(MODEL.a),
      details: { wantedVehicle: { modelId: MODEL.a, ...more }, holdsDrivingLicence: true },
    })
    const say = async (more: object) => said(await customer.post('/tickets', drive(more) as never))
    expect(await say({ grade: 'Comfort', year: 2027 })).toBe('201')
    expect(await say({ grade: 'banana', year: 1951 })).toBe(
      '400 #/details/wantedVehicle/grade not-one-of, #/details/wantedVehicle/year not-one-of',
    )
    const told = await customer.post('/tickets', drive({ year: 2024 }))
    expect(told.body.errors[0].message).toContain('2025, 2026, 2027')
    await world.asSystem((ctx) =>
      replaceModels(
        ctx,
        worldModels().map((model) => ({ ...model, grades: [], years: [] })),
      ),
    )
    expect(await say({ grade: 'banana', year: 1951 })).toBe('201')
    expect(await say({ year: 2029 })).toBe('400 #/details/wantedVehicle/year year-out-of-range')
    await world.asSystem((ctx) => replaceModels(ctx, worldModels().slice(1)))
    expect(await say({})).toBe('400 #/details/wantedVehicle/modelId inactive-reference')
    await world.asSystem(settleWorld)
  })

  it('refuses controls that hide or turn text, and broken Unicode', async () => {
    const customer = world.customer()
    for (const [name, code] of [
      ['Lana\u202Eridaq', 'bidi-control'],
      ['Lana\u0000', 'control-character'],
      ['Lana\nQadir', 'line-break'],
      ['Lana\uD800', 'broken-unicode'],
    ]) {
      const answer = await customer.post(
        '/tickets',
        inquiry({ requester: { name: name ?? '', phone: '0750 000 4417' } }),
      )
      expect(answer.body.errors[0]).toMatchObject({ pointer: '#/requester/name', code })
    }
    // Joiners and marks that Kurdish and Arabic need are welcome.
    const answer = await customer.post(
      '/tickets',
      inquiry({ requester: { name: 'می\u200cخوام', phone: '٠٧٥٠٠٠٠٤٤١٧' } }),
    )
    expect(answer.status).toBe(201)
    expect(answer.body.requester.name).toBe('می\u200cخوام')
  })

  it('answers broken JSON, large bodies and other media clearly', async () => {
    const customer = world.customer()
    expect((await customer.send('POST', '/tickets', { raw: '{"type":' })).body.code).toBe('broken-json')
    expect((await customer.send('POST', '/tickets', { raw: '"'.padEnd(1_000_000, 'x') })).body.code).toBe(
      'body-too-large',
    )
    const text = await customer.send('POST', '/tickets', {
      raw: 'hello',
      headers: { 'content-type': 'text/plain' },
    })
    expect(text.body.code).toBe('media-type-unsupported')
    const deep = await customer.send('POST', '/tickets', {
      raw: `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    })
    expect(deep.status).toBe(400)
  })

  it('asks for a credential, and for pages of our own', async () => {
    expect((await world.nobody.post('/tickets', inquiry())).body.code).toBe('not-signed-in')
    const foreign = await world.customer().post('/tickets', inquiry(), { 'sec-fetch-site': 'cross-site' })
    expect(foreign.body.code).toBe('cross-site-request')
    const reader = await world.client({ scopes: ['tickets.read'] })
    expect((await reader.post('/tickets', inquiry())).body.code).toBe('not-permitted')
  })

  it('lets a client name only its own brands and branches', async () => {
    const client = await world.client({ brandIds: [BRAND.a], branchIds: [BRANCH.alphaNorth] })
    expect((await client.post('/tickets', testDrive(MODEL.a, { branchId: BRANCH.alphaNorth }))).status).toBe(
      201,
    )
    const answer = await client.post('/tickets', testDrive(MODEL.b, { branchId: BRANCH.betaNorth }))
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '#/brandId',
      '#/branchId',
    ])
  })

  it('makes one ticket of a repeated request, however often and however close together', async () => {
    const client = await world.client()
    const headers = { 'idempotency-key': '"once"' }
    const first = await client.post('/tickets', inquiry(), headers)
    const again = await client.post('/tickets', inquiry(), { 'idempotency-key': 'once' })
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const other = await client.post('/tickets', inquiry({ language: 'ar' }), headers)
    expect(other.body.code).toBe('idempotency-key-reused')

    const twins = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.post('/tickets', testDrive(MODEL.a), { 'idempotency-key': 'twenty' }),
      ),
    )
    expect(new Set(twins.map((answer) => answer.body.id ?? answer.body.code)).size).toBe(1)
    expect(twins[0]?.body.number).toMatch(/^TD-/)
    // Another caller's key of the same name is another key.
    const stranger = await world.client()
    expect((await stranger.post('/tickets', inquiry(), headers)).body.id).not.toBe(first.body.id)
    expect((await client.post('/tickets', inquiry(), { 'idempotency-key': '""' })).body.code).toBe(
      'idempotency-key-invalid',
    )
  })

  it('books a service at a named branch only where that branch offers it', async () => {
    const customer = world.customer()
    const coordinator = await world.staff(USER.coordinator)
    const booking = (serviceId: string) => ({
      type: 'service-booking' as const,
      requester: { name: 'Lana Qadir', phone: '0750 000 4417' },
      brandId: BRAND.a,
      branchId: BRANCH.alphaNorth,
      details: { vehicle: { plate: '22 B 1' }, serviceId },
    })
    const fits = await created(customer, booking(SERVICE.repair))
    expect((await coordinator.get(`/tickets/${fits.id}`)).body.assignment.branch?.id).toBe(BRANCH.alphaNorth)
  })
})
