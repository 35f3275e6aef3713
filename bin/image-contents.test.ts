import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'
import { type Module, readModules } from './borders/read-imports.ts'

const root = join(import.meta.dirname, '..')
const text = (name: string) => readFileSync(join(root, name), 'utf8')
const modules = new Map(readModules(root).map((module) => [module.path, module]))
/** What an operator starts in the image. */
const programs = ['bin/serve.ts', 'bin/db.ts', 'bin/clients.ts', 'bin/directory.ts', 'bin/ask-health.mjs']
/** Reached at run time only in demo mode, or where the repository is. */
const elsewhere = new Set(['demo/load.ts', 'server/test/test-cluster.ts'])

/** Everything that these programs may load, and the packages that it names; types are gone by then. */
function reach(starts: readonly string[]) {
  const files = new Set<string>()
  const packages = new Map<string, string>()
  const visit = (path: string) => {
    if (files.has(path)) return
    files.add(path)
    for (const specifier of specifiersOf(modules.get(path))) {
      const target = posix.join(posix.dirname(path), specifier)
      if (!specifier.startsWith('.')) packages.set(packageOf(specifier), path)
      else if (!elsewhere.has(target)) visit(target)
    }
  }
  for (const start of starts) visit(start)
  return { files, packages }
}

const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''

function specifiersOf(module: Module | undefined): string[] {
  if (module === undefined) return []
  const lines = text(module.path).split('\n')
  // `import type { … }` loads nothing when it runs.
  const running = module.imports.filter(
    ({ line }) => !/^\s*(?:import|export) type\b/.test(lines[line - 1] ?? ''),
  )
  return running.flatMap(({ specifier }) => (specifier === null ? [] : [specifier]))
}

const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> }
const builtin = new Set(builtinModules)

it('the image holds every file that its programs load', () => {
  const copied = [...text('Containerfile').matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(
    ([, path = '']) => path,
  )
  const { files } = reach(programs)
  expect(files.size).toBeGreaterThan(200)
  const outside = [...files].filter((file) => !copied.some((path) => file.startsWith(`${path}/`)))
  expect(outside).toEqual([])
  expect([...files].filter((file) => file.startsWith('server/test/') || file.includes('.test.'))).toEqual([])
})

it('every package that runs in production is a production dependency', () => {
  for (const starts of [programs, ['identity/main.ts', 'identity/set-password.ts', 'demo/load.ts']]) {
    const { packages } = reach(starts)
    expect(packages.size).toBeGreaterThan(5)
    const missing = [...packages].filter(
      ([name]) => !name.startsWith('node:') && !builtin.has(name) && !(name in dependencies),
    )
    expect(missing).toEqual([])
  }
})

it('nothing of a machine gets into the image: it is built from a list', () => {
  const lines = text('.dockerignore').split('\n')
  expect(lines.find((line) => line !== '' && !line.startsWith('#'))).toBe('*')
  for (const name of ['.data', '.test', '.git', '.env', 'demo', 'identity', 'node_modules']) {
    expect(lines).not.toContain(`!${name}`)
  }
})
