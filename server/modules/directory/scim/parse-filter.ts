import { refuseScim } from './scim-error.ts'

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type FilterValue = string | number | boolean | null
/** A filter as a tree (RFC 7644, section 3.4.2.2). Paths are without the URN of a core schema. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'present'; path: string }
  | { kind: 'compare'; path: string; op: Comparison; value: FilterValue }
  /** `emails[type eq "work"]`: some value of the attribute for which the inner filter holds. */
  | { kind: 'some'; path: string; part: Filter }

const OPS: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']
const MOST_CHARACTERS = 4000
const MOST_COMPARISONS = 64
const MOST_DEPTH = 16
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i
const PATH = /^[A-Za-z$][\w$.:-]*$/

type Token = { kind: '(' | ')' | '[' | ']'; text: string } | { kind: 'word' | 'text'; text: string }
// A string first, so that nothing inside it counts; then brackets; then words, numbers and operators.
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y

/**
 * Reads a filter. Written here, as the library's reading doubles its work with each group and takes words inside
 * strings for operators (docs/decisions/0052). Refuses with `invalidFilter`, also what is longer or deeper than any need.
 */
export function parseFilter(text: string): Filter {
  const reader = read(text)
  const filter = either(reader, 0)
  if (reader.peek()) refuse(`Unexpected ${JSON.stringify(reader.peek()?.text)} in the filter.`)
  return filter
}

/** The path of a PATCH operation: an attribute, perhaps some of its values, perhaps one of their parts. */
export type PatchPath = { attribute: string; selector: Filter | null; part: string | null }

export function parsePath(text: string): PatchPath {
  const invalid = (): never => refuseScim('invalidPath', `The path ${text} cannot be read.`)
  const [, attribute = '', inside, part = null] = /^([^[\]]+)(?:\[(.*)\](?:\.([\w$]+))?)?$/.exec(text) ?? []
  const name = withoutCore(attribute.trim())
  if (!PATH.test(name)) return invalid()
  return { attribute: name, selector: inside === undefined ? null : parseFilter(inside), part }
}

export const withoutCore = (path: string) => path.replace(CORE, '')

type Reader = { peek: () => Token | undefined; next: () => Token | undefined; count: () => void }

function read(text: string): Reader {
  if (text.length > MOST_CHARACTERS) refuse('The filter is too long.')
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const [, string, bracket, word] = TOKEN.exec(text) ?? refuse('The filter holds an open string.')
    if (string !== undefined) tokens.push({ kind: 'text', text: string })
    else if (bracket !== undefined) tokens.push({ kind: bracket as '(', text: bracket })
    else tokens.push({ kind: 'word', text: word as string })
  }
  let position = 0
  let comparisons = 0
  return {
    peek: () => tokens[position],
    next: () => tokens[position++],
    count: () => {
      comparisons += 1
      if (comparisons > MOST_COMPARISONS) refuse(`The filter compares more than ${MOST_COMPARISONS} times.`)
    },
  }
}

const isWord = (token: Token | undefined, word: string) =>
  token?.kind === 'word' && token.text.toLowerCase() === word

function either(reader: Reader, depth: number): Filter {
  return joined(reader, 'or', () => joined(reader, 'and', () => single(reader, depth)))
}

function joined(reader: Reader, kind: 'and' | 'or', part: () => Filter): Filter {
  const parts = [part()]
  while (isWord(reader.peek(), kind)) {
    reader.next()
    parts.push(part())
  }
  return parts.length === 1 ? (parts[0] as Filter) : { kind, parts }
}

function single(reader: Reader, depth: number): Filter {
  if (depth > MOST_DEPTH) refuse('The filter is nested too deeply.')
  const token = reader.next()
  if (token?.kind === '(') return enclosed(reader, ')', depth)
  if (isWord(token, 'not') && reader.peek()?.kind === '(') {
    reader.next()
    return { kind: 'not', part: enclosed(reader, ')', depth) }
  }
  if (token?.kind !== 'word') return refuse('The filter lacks an attribute.')
  const path = pathOf(token.text)
  if (reader.peek()?.kind !== '[') return comparison(reader, path)
  reader.next()
  const part = enclosed(reader, ']', depth)
  const after = reader.peek()
  // `emails[type eq "work"].value eq "a@b"`
  if (after?.kind !== 'word' || !after.text.startsWith('.')) return { kind: 'some', path, part }
  reader.next()
  const rest = comparison(reader, pathOf(after.text.slice(1)))
  return { kind: 'some', path, part: { kind: 'and', parts: [part, rest] } }
}

function enclosed(reader: Reader, close: ')' | ']', depth: number): Filter {
  const filter = either(reader, depth + 1)
  if (reader.next()?.kind !== close) refuse(`The filter lacks a ${close}.`)
  return filter
}

function comparison(reader: Reader, path: string): Filter {
  reader.count()
  const op = reader.next()?.text.toLowerCase() ?? ''
  if (op === 'pr') return { kind: 'present', path }
  if (!OPS.includes(op)) refuse(`The filter has no operator after ${path}.`)
  return { kind: 'compare', path, op: op as Comparison, value: literal(reader.next()) }
}

function pathOf(text: string): string {
  const path = withoutCore(text)
  return PATH.test(path) ? path : refuse(`${text} is not an attribute.`)
}

function literal(token: Token | undefined): FilterValue {
  if (token?.kind !== 'text' && token?.kind !== 'word') return refuse('The filter lacks a value.')
  const lower = token.text.toLowerCase()
  // Some clients write True and False.
  const text = token.kind === 'word' && ['true', 'false', 'null'].includes(lower) ? lower : token.text
  const value = parseLiteral(text)
  if (typeof value === 'object' && value !== null)
    return refuse(`${token.text} is not a value: a text stands in double quotes.`)
  if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()))
    return refuse('A value holds characters that nothing here has.')
  return value as FilterValue
}

/** An empty object for what is no JSON. */
function parseLiteral(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function refuse(detail: string): never {
  return refuseScim('invalidFilter', detail)
}
