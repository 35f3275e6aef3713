import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { line } from '../../../contract/text.ts'
import { CreateTicket } from '../../../contract/tickets.ts'
import { inputErrors } from './input-errors.ts'

function found(schema: z.core.$ZodType, value: unknown, place: 'body' | 'query' = 'body'): string[] {
  const result = z.safeParse(schema, value, { reportInput: true })
  if (result.success) return []
  return inputErrors(result.error.issues, place).map(({ pointer, code }) => `${pointer} ${code}`)
}

const Thing = z.strictObject({
  name: line(2, 5),
  kind: z.enum(['a', 'b']),
  count: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
  parts: z.optional(z.array(z.strictObject({ 'a/b~c': z.boolean() })).check(z.maxLength(2))),
})

describe('inputErrors', () => {
  it('tells what is missing from what is wrong', () => {
    expect(found(Thing, {})).toEqual(['#/name required', '#/kind required'])
    expect(found(Thing, { name: 5, kind: 'c' })).toEqual(['#/name wrong-type', '#/kind not-one-of'])
    expect(found(Thing, { name: null, kind: null })).toEqual(['#/name wrong-type', '#/kind not-one-of'])
    expect(found(Thing, [])).toEqual(['# wrong-type'])
  })

  it('names every unknown field, cut short', () => {
    expect(found(Thing, { name: 'abc', kind: 'a', x: 1, y: 2 })).toEqual([
      '#/x unknown-field',
      '#/y unknown-field',
    ])
    const [long = ''] = found(Thing, { name: 'abc', kind: 'a', ['k'.repeat(5000)]: 1 })
    expect(long.length).toBeLessThan(130)
  })

  it('measures texts, lists and numbers each in their own words', () => {
    expect(found(Thing, { name: 'x', kind: 'a', count: 0 })).toEqual([
      '#/name too-short',
      '#/count too-small',
    ])
    expect(found(Thing, { name: 'abcdef', kind: 'a', count: 10 })).toEqual([
      '#/name too-long',
      '#/count too-big',
    ])
    expect(found(Thing, { name: 'abc', kind: 'a', count: 1.5 })).toEqual(['#/count wrong-type'])
    const parts = Array(3).fill({ 'a/b~c': true })
    expect(found(Thing, { name: 'abc', kind: 'a', parts })).toEqual(['#/parts too-long'])
  })

  it('points into the depths as RFC 6901 writes it, and at the query by name', () => {
    expect(found(Thing, { name: 'abc', kind: 'a', parts: [{ 'a/b~c': 1 }] })).toEqual([
      '#/parts/0/a~1b~0c wrong-type',
    ])
    expect(found(z.strictObject({ limit: z.string() }), { limit: ['1', '2'] }, 'query')).toEqual([
      '?limit wrong-type',
    ])
  })

  it('reads the alternative that was meant', () => {
    const requester = { kind: 'customer', name: 'Lana' }
    const details = { topic: 'information', message: 'Open?' }
    expect(found(CreateTicket, { type: 'general-inquiry', requester, details })).toEqual([
      '#/requester contact-missing',
    ])
    expect(found(CreateTicket, { type: 'lottery', requester, details })).toEqual(['#/type not-one-of'])
    expect(found(CreateTicket, { requester, details })).toHaveLength(1)
  })

  it('stops at fifty', () => {
    const many = z.array(z.boolean())
    expect(found(many, Array(500).fill('x'))).toHaveLength(50)
  })
})
