import { property, textOf } from './read-columns.ts'

const SELF = '_shift_software_type_auth_core_self_reference'
const EMPTY = '_shift_software_type_auth_core_empty_or_null'

/** Which units of one dimension may be read: all, the person's own, and some by hashid. */
export type Reach = { all: boolean; self: boolean; keys: ReadonlySet<string> }
export type DataReach = Record<'Companies' | 'Branches' | 'Teams', Reach | null>

/**
 * The units that the merged access trees of a person reach (TypeAuth): leaves are arrays of rights, an array on a node
 * counts for all below it, several trees add up. A dimension that no tree speaks of is null. "Empty" keys mean rows
 * without a unit, which here only the network's scope sees: they give nothing.
 */
export function readDataReach(trees: readonly unknown[], path: readonly string[]): DataReach {
  const parsed = trees.map(parse)
  const dimension = (name: string) =>
    parsed.map((tree) => reachOf(nodeAt(tree, [...path, name]))).reduce(joined, null)
  return { Companies: dimension('Companies'), Branches: dimension('Branches'), Teams: dimension('Teams') }
}

function parse(tree: unknown): unknown {
  const text = textOf(tree)
  if (typeof tree !== 'string' || text === null) return tree
  try {
    return JSON.parse(tree)
  } catch {
    return null
  }
}

function nodeAt(tree: unknown, path: readonly string[]): unknown {
  let node = tree
  for (const name of path) {
    if (Array.isArray(node)) return node
    node = property(node, name)
  }
  return node
}

const mayRead = (rights: unknown) => Array.isArray(rights) && rights.includes('r')

function reachOf(node: unknown): Reach | null {
  if (Array.isArray(node)) return mayRead(node) ? { all: true, self: false, keys: new Set() } : null
  if (typeof node !== 'object' || node === null) return null
  const keys = Object.entries(node).flatMap(([key, rights]) => (mayRead(rights) ? [key] : []))
  if (keys.length === 0) return null
  const own = new Set(keys.filter((key) => key !== SELF && key !== EMPTY))
  return { all: false, self: keys.includes(SELF), keys: own }
}

function joined(left: Reach | null, right: Reach | null): Reach | null {
  if (!left || !right) return left ?? right
  return {
    ...{ all: left.all || right.all, self: left.self || right.self },
    keys: new Set([...left.keys, ...right.keys]),
  }
}
