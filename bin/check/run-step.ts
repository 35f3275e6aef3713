import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export type Step = { name: string; args: readonly string[] }
export type StepResult = { name: string; passed: boolean; seconds: number; output: string }

/** Runs one check with our Node and keeps its output, so that checks side by side do not mix theirs. */
export function runStep({ name, args }: Step): Promise<StepResult> {
  const begin = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    const done = (passed: boolean) =>
      resolve({ name, passed, seconds: (performance.now() - begin) / 1000, output })
    child.once('error', (error) => {
      output += error.message
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

/** Runs one check with its output on the terminal; answers its exit code. */
export function runShown(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
