import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** One import as it is written; `specifier` is `null` where it is computed. */
export type ImportLine = { specifier: string | null; line: number }
export type Module = { path: string; lines: number; imports: ImportLine[]; broken: string | null }

const skipped = new Set(['node_modules', 'dist', 'coverage'])
const sourceFile = /\.(?:ts|tsx|mts|mjs|js)$/

/** Reads every source file below `root` with a real parser: static, dynamic, re-exported, type imports. */
export function readModules(root: string): Module[] {
  return sourcePaths(root, root)
    .map((path) => relative(root, path).split(sep).join('/'))
    .sort()
    .map((path) => readModule(root, path))
}

function sourcePaths(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcePaths(root, path)
    return sourceFile.test(entry.name) ? [path] : []
  })
}

function readModule(root: string, path: string): Module {
  const text = readFileSync(join(root, path), 'utf8')
  const imports: ImportLine[] = []
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  const add = (specifier: string | null, offset: number) => imports.push({ specifier, line: lineAt(offset) })
  const { program, errors } = parseSync(path, text)
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => node.source && add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ImportExpression: (node) => add(literalText(node.source), node.start),
    TSImportType: (node) => add(literalText(node.source), node.start),
  }).visit(program)
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length
  return { path, lines, imports, broken: errors[0]?.message ?? null }
}

type Expression = { type: string; value?: unknown; quasis?: { value: { cooked?: string | null } }[] }

function literalText(node: Expression): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  // A template without gaps is as good as a string, and must not be a way around.
  if (node.type === 'TemplateLiteral' && node.quasis?.length === 1)
    return node.quasis[0]?.value.cooked ?? null
  return null
}
