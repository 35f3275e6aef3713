// What `npm test` does: the static checks side by side, then all tests. With arguments (paths, names),
// only the tests that they name.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bringBrowser } from './check/browser.ts'
import { runShown, runStep, type Step } from './check/run-step.ts'
import { buildWeb } from './serve/build-web.ts'

const root = join(import.meta.dirname, '..')
const testFolder = join(root, '.test')
const filters = process.argv.slice(2)
const program = (...path: string[]) => join(root, 'node_modules', ...path)

const staticChecks: readonly Step[] = [
  { name: 'types', args: [program('typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'lint', args: [program('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'unused', args: [program('knip', 'bin', 'knip.js'), '--no-progress'] },
  { name: 'borders', args: [join(root, 'bin', 'borders.ts')] },
]

process.exitCode = await check()

async function check(): Promise<number> {
  // Stopping is vitest's own affair; here it only must not end before its child has cleaned up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  mkdirSync(testFolder, { recursive: true })
  if (filters.length === 0 && !(await staticChecksPass())) return 1
  const browsing = filters.length === 0 || filters.some((filter) => filter.includes('e2e'))
  try {
    if (browsing) await buildWeb(console.log)
    return await runTests(browsing ? await bringBrowser(testFolder) : undefined)
  } catch (error) {
    console.error((error as Error).message)
    console.log('tests: not run')
    return 1
  }
}

async function staticChecksPass(): Promise<boolean> {
  const results = await Promise.all(staticChecks.map(runStep))
  const failed = results.filter((result) => !result.passed)
  for (const { name, output } of failed) console.error(`--- ${name} ---\n${output.trim()}\n`)
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`)
  }
  if (failed.length === 0) return true
  console.log(`tests: not run, because of ${failed.map(({ name }) => name).join(', ')}`)
  return false
}

async function runTests(chromium: string | undefined): Promise<number> {
  const report = join(testFolder, `report-${process.pid}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const env = chromium === undefined ? process.env : { ...process.env, CHROMIUM_PATH: chromium }
  const code = await runShown([program('vitest', 'vitest.mjs'), 'run', ...reporters, ...filters], env)
  const { passed, failed, skipped } = counts(report)
  rmSync(report, { force: true })
  console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return code === 0 && failed === 0 && passed > 0 ? 0 : 1
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

function counts(file: string): { passed: number; failed: number; skipped: number } {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const skipped = report.numPendingTests + report.numTodoTests
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}
