import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { StartFailure } from './start-failure.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = [
  'web',
  'forms',
  'portal',
  'look',
  'client',
  'contract',
  'texts',
  'vite.config.ts',
  'package-lock.json',
]
const stampFile = join(root, 'dist', '.built-from')

/** Builds the pages unless `dist/` was made from just these sources. Says so, because it takes a while. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const mark = sourceMark()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === mark) return
  say('Building the pages ...')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'])
  if (code !== 0)
    throw new StartFailure(`The pages cannot be built:\n${output.trim().split('\n').slice(-20).join('\n')}`)
  writeFileSync(stampFile, mark)
}

/** Contents, not times: a fresh checkout has new times and the same contents. */
function sourceMark(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((name) => filesBelow(join(root, name))).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesBelow(join(path, entry.name)))
  } catch {
    return path.includes('.test.') ? [] : [path]
  }
}

function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
