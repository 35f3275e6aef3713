import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { findCycles } from './find-cycles.ts'
import { judgeFile } from './judge-file.ts'
import { judgeImport, judgePackage } from './judge-import.ts'
import { type ImportLine, type Module, readModules } from './read-imports.ts'
import { zoneOf } from './zones.ts'

export type BordersReport = { modules: number; imports: number; problems: string[] }

/** Checks every import and file below `root` against the plan of the house (docs/architecture.md). */
export function checkBorders(root: string): BordersReport {
  const modules = readModules(root)
  const graph = new Map<string, string[]>()
  const problems: string[] = []
  let imports = 0
  for (const module of modules) {
    problems.push(...judgeFile(module).map((problem) => `${module.path}: ${problem}`))
    const targets: string[] = []
    for (const line of module.imports) {
      imports += 1
      const { target, problem } = judgeLine(root, module, line)
      if (target !== null) targets.push(target)
      if (problem !== null) problems.push(`${module.path}:${line.line}: ${problem}`)
    }
    graph.set(module.path, targets)
  }
  problems.push(...findCycles(graph).map((circle) => `imports go in a circle: ${circle.join(' -> ')}`))
  // A walker that finds nothing would pass for ever.
  if (modules.length === 0) problems.push('no modules were read: this check has checked nothing')
  else if (imports === 0) problems.push('no imports were read: this check has checked nothing')
  return { modules: modules.length, imports, problems }
}

type Verdict = { target: string | null; problem: string | null }

function judgeLine(root: string, module: Module, { specifier }: ImportLine): Verdict {
  if (specifier === null) {
    const free = zoneOf(module.path).kind === 'free'
    return { target: null, problem: free ? null : 'imports a computed path, which cannot be judged' }
  }
  if (!specifier.startsWith('.')) return { target: null, problem: judgePackage(module.path, specifier) }
  const target = posix.join(posix.dirname(module.path), specifier.replace(/[?#].*$/, ''))
  if (target.startsWith('..')) return { target: null, problem: `${specifier} is outside the repository` }
  if (!existsSync(join(root, target))) return { target: null, problem: `${specifier} is not there` }
  return { target, problem: judgeImport(module.path, target) }
}
