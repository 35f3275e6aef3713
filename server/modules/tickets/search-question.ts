import { wordsOf } from '../../../contract/fold-text.ts'
import { withoutTrunkSlip } from '../../../contract/phone.ts'
import { NUMBER_PREFIX } from './open-ticket.ts'
import { cutWord, foldEmail, gramsOf, type Kind, lexeme, PART_LENGTH } from './search-lexemes.ts'

/**
 * A question as three tsqueries, for who sees how much: all that whoever asked has given; that without the external
 * reference; the ticket's number alone. An empty one finds nothing.
 */
export type Question = { withReference: string; open: string; number: string }

type Node =
  | { kind: Kind; text: string; prefix?: boolean }
  /** Four signs and more in a row, of a phone number, a VIN or a plate. */
  | { part: string }
  | { all: readonly Node[] }
  | { any: readonly Node[] }

/** Reads what was typed: all of its words must be found, each by its beginning; a single sign as a whole word. */
export function readQuestion(text: string): Question {
  const asked: Node = { all: chunksOf(text) }
  return {
    withReference: render(asked, ['w', 'x', 'n', 'e', 'p']) ?? '',
    open: render(asked, ['w', 'n', 'e', 'p']) ?? '',
    number: render(asked, ['n']) ?? '',
  }
}

function chunksOf(text: string): Node[] {
  const nodes: Node[] = []
  let words: string[] = []
  const readWords = () => {
    nodes.push(...nodesOf(words))
    words = []
  }
  for (const chunk of text.split(/\s+/)) {
    if (!chunk.includes('@') || wordsOf(chunk).length === 0) {
      words.push(...wordsOf(chunk))
      continue
    }
    readWords()
    const address: Node = { kind: 'e', text: foldEmail(chunk), prefix: true }
    nodes.push({ any: [address, { all: nodesOf(wordsOf(chunk)) }] })
  }
  readWords()
  return nodes
}

const PREFIXES = new Set(Object.values(NUMBER_PREFIX).map((prefix) => prefix.toLowerCase()))
const NUMBER = new RegExp(`^(?:${[...PREFIXES].join('|')})?\\d{1,15}$`)
const isDigits = (word: string | undefined): word is string => word !== undefined && /^\d+$/.test(word)

function nodesOf(words: readonly string[]): Node[] {
  const nodes: Node[] = []
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string
    const next = words[at + 1]
    if (PREFIXES.has(word) && isDigits(next)) {
      // `GI-10001`: the number, or two words.
      const apart = [word, next].map(nodeOfWord)
      nodes.push({ any: [{ kind: 'n', text: word + next }, { all: apart }] })
      at += 2
      continue
    }
    let end = at + 1
    while (isDigits(word) && isDigits(words[end])) end += 1
    const group = words.slice(at, end)
    const apart = group.map(nodeOfWord)
    // `0750 000 4417`: one number in groups, or each something of its own.
    if (group.length === 1) nodes.push(...apart)
    else nodes.push({ any: [...partOf(group.join('')), { all: apart }] })
    at = end
  }
  return nodes
}

function nodeOfWord(word: string): Node {
  const text = cutWord(word)
  const prefix = word.length > 1
  const any: Node[] = [
    { kind: 'w', text, prefix },
    { kind: 'x', text, prefix },
    ...(NUMBER.test(word) ? [{ kind: 'n' as const, text: word }] : []),
    ...partOf(word),
  ]
  return { any }
}

// Letters alone may be a part of a VIN, which knows no I, O and Q (ISO 3779).
const MAY_BE_PART = /\d|^[a-hj-npr-z]{4,17}$/

function partOf(text: string): Node[] {
  if ([...text].length < PART_LENGTH || !MAY_BE_PART.test(text)) return []
  return [{ part: isDigits(text) ? withoutTrunkSlip(text) : text }]
}

/** The node as a tsquery of these kinds of lexemes; null where it can find nothing. */
function render(node: Node, kinds: readonly Kind[]): string | null {
  if ('part' in node) {
    if (!kinds.includes('p')) return null
    return `(${gramsOf(node.part)
      .map((gram) => lexeme('p', gram))
      .join('<->')})`
  }
  if ('kind' in node) {
    return kinds.includes(node.kind) ? lexeme(node.kind, node.text) + (node.prefix ? ':*' : '') : null
  }
  if ('all' in node) {
    const parts = node.all.map((part) => render(part, kinds))
    return parts.length === 0 || parts.includes(null) ? null : `(${parts.join('&')})`
  }
  const parts = node.any.map((part) => render(part, kinds)).filter((part) => part !== null)
  return parts.length === 0 ? null : `(${parts.join('|')})`
}
