import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { said } from '../../test/placed-ticket.ts'
import { inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'
import { inTransaction } from '../context.ts'
import { forgetOldKeys, readIdempotencyKey } from './idempotency.ts'

describe('readIdempotencyKey', () => {
  it('reads a structured string, quoted or not', () => {
    expect(readIdempotencyKey(undefined)).toBeNull()
    for (const given of ['abc', '"abc"', ' abc ', ' "abc" ']) expect(readIdempotencyKey(given)).toBe('abc')
  })
  it('refuses what is empty, too long, or not printable', () => {
    for (const given of ['', '""', ' ', 'a b', 'x'.repeat(201), 'é', 'a\u0000']) {
      expect(() => readIdempotencyKey(given), given).toThrow('idempotency-key-invalid')
    }
    expect(readIdempotencyKey('x'.repeat(200))).toHaveLength(200)
  })
})

describe('an idempotency key', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('is the caller’s, on one address and with one body', async () => {
    const a = await world.client()
    const b = await world.client()
    const headers = { 'idempotency-key': 'mine' }
    const first = await a.post('/tickets', inquiry(), headers)
    expect((await b.post('/tickets', inquiry(), headers)).body.id).not.toBe(first.body.id)
    // The order of fields is not part of what is asked.
    const { type, requester, details } = inquiry()
    const turned = { details, requester, type }
    expect((await a.post('/tickets', turned, headers)).body.id).toBe(first.body.id)
    expect(said(await a.post('/tickets', { ...turned, test: true }, headers))).toBe(
      '422 idempotency-key-reused',
    )
    const coordinator = await world.staff(USER.coordinator)
    await coordinator.post(`/tickets/${first.body.id}/view`, undefined, headers)
    const elsewhere = await coordinator.post(`/tickets/${first.body.number}/view`, undefined, headers)
    expect(said(elsewhere)).toBe('422 idempotency-key-reused')
  })

  it('is not used up by a refusal', async () => {
    const client = await world.client()
    const headers = { 'idempotency-key': 'try-again' }
    const wrong = { ...inquiry(), cityId: 'nowhere' }
    expect(said(await client.post('/tickets', wrong, headers))).toBe('400 #/cityId unknown-reference')
    expect(said(await client.post('/tickets', inquiry(), headers))).toBe('201')
  })

  it('counts for a day, and is then forgotten', async () => {
    const client = await world.client()
    const headers = { 'idempotency-key': 'daily' }
    const first = await client.post('/tickets', inquiry(), headers)
    world.pass(24 * 3_600_000)
    expect((await client.post('/tickets', inquiry(), headers)).body.id).toBe(first.body.id)
    world.pass(1)
    const next = await client.post('/tickets', inquiry(), headers)
    expect(next.body.id).not.toBe(first.body.id)
    world.pass(25 * 3_600_000)
    await inTransaction(world.house, { actor: { kind: 'system', name: 'test' } }, forgetOldKeys)
    expect((await client.post('/tickets', inquiry(), headers)).body.id).not.toBe(next.body.id)
  })
})
