import fc from 'fast-check'

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
}
export type Operation = {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** Texts that have broken systems before: nothing, too much, controls, turned text, other alphabets, other languages' syntax. */
export const STRANGE_TEXTS = [
  ...['', ' ', '\u0000', 'a\u0000b', '\uFEFF', '\u202Eabc', '\u2066x', 'می‌خوام', '٠١٢٣', '😀'.repeat(50)],
  ...['\uD800', 'e\u0301'.repeat(40), '\r\nX-Header: 1', '../../etc/passwd', '%00', '%', '%ff', '{{7*7}}'],
  ...["' or 1=1 --", '"; drop table tickets; --', '$1', '{id}', '__proto__', 'constructor', 'null', 'NaN'],
  ...['-1', '1e999', '99999999999999999999', '0x10', '2026-02-30', '0000-01-01T00:00:00Z', 'a'.repeat(5000)],
  ...[
    '9999-12-31T23:59:59.999Z',
    '2026-01-01T00:00:00+23:59',
    '0001-01-01T00:00:00Z',
    '2026-13-45T99:99:99Z',
  ],
]

const strangeText = fc.constantFrom(...STRANGE_TEXTS)
/** Any value of JSON, and the kinds that are most often mixed up. */
const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  strangeText,
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 31), [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Mostly what the schema asks for, at times something else; `ids` are things that are really there. */
export function jsonFor(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const fitting = { arbitrary: fittingValue(schema, ids), weight: 12 }
  return fc.oneof(fitting, { arbitrary: strangeValue, weight: 1 })
}

function fittingValue(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => jsonFor(choice, ids)))
  if (schema.allOf) return fc.oneof(...schema.allOf.map((part) => jsonFor(part, ids)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'string':
      return textOf(schema, ids)
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 3000, 2 ** 31) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(jsonFor(schema.items ?? {}, ids), { maxLength: 4 })
    case 'object':
      return objectOf(schema, ids)
    default:
      return strangeValue
  }
}

function textOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'date-time') {
    return fc.constantFrom('2026-12-01T08:00:00Z', '2026-01-01T00:00:00+23:59', '0000-01-01T00:00:00Z')
  }
  if (schema.format === 'date') return fc.constantFrom('2026-12-01', '2000-02-29', '0001-01-01')
  if (schema.format === 'email') return fc.constantFrom('somebody@customer.example', 'x@y')
  const vin = fc.constantFrom('ZZZKR42N6P0318846', '07500004417', '+9647500004417')
  return fc.oneof(fc.constantFrom(...ids), vin, fc.string({ maxLength: 30, unit: 'grapheme' }), strangeText)
}

function objectOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {})
  const shape = Object.fromEntries(properties.map(([name, part]) => [name, jsonFor(part, ids)]))
  const requiredKeys = schema.required ?? []
  const known = fc.record(shape, { requiredKeys: requiredKeys as never[] })
  const more = fc.dictionary(strangeText, strangeValue, { maxKeys: 1 })
  return fc.oneof(
    { arbitrary: known, weight: 8 },
    { arbitrary: fc.tuple(known, more).map(([a, b]) => ({ ...(a as object), ...b })), weight: 1 },
    { arbitrary: fc.record(shape, { requiredKeys: [] }), weight: 1 },
  )
}

/** Headers that a caller may set as they like. Header values are bytes on the wire: no line breaks, no wide characters. */
export const strangeHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'if-match': fc.constantFrom(
        '"1"',
        'W/"1.abc"',
        '*',
        '',
        '"',
        '1',
        '"99999999999999999999"',
        '"1", "2"',
        'W/',
      ),
      'if-none-match': fc.constantFrom('*', '"1"', 'W/"1.x", W/"2.y"', '', '\u00FF'),
      'idempotency-key': fc.constantFrom('a', '"b"', '""', '"', 'x'.repeat(300), 'a b', '\u00E9', ' ', "'--"),
      'accept-language': fc.constantFrom(
        'ar',
        'ku',
        'ckb;q=0.5, ru',
        '*',
        ';;;q=',
        'x'.repeat(2000),
        'en;q=abc',
        '',
      ),
      authorization: fc.constantFrom('Bearer', 'Bearer  ', 'Basic YTpi', 'Bearer ick_x', 'Bearer \u00FF', ''),
      'interchange-session': fc.constantFrom('staff', 'portal', 'tracking', 'nobody', ''),
      origin: fc.constantFrom('null', 'https://elsewhere.example', 'not a url'),
      'content-type': fc.constantFrom(
        'application/json',
        'application/json; charset=utf-16',
        'text/html',
        'x',
        '',
      ),
      'x-forwarded-for': fc.constantFrom('1.2.3.4', ', ,', 'x'.repeat(500)),
    },
    { requiredKeys: [] },
  )
  // One or two at a time, so that not every request falls at the first stair.
  .map((headers) => Object.fromEntries(Object.entries(headers).slice(-2)))
