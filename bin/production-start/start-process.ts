import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '..', '..')

/** A program of ours, run with these settings alone. */
export type Running = {
  child: ChildProcess
  said: () => string
  /** Settles with the exit code. */
  ended: Promise<number | null>
}

/** Starts `program` and waits until it has said `ready`; fails with what it said instead. */
export async function startProcess(
  program: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<Running> {
  const running = run(program, env)
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (ready.test(running.said())) resolve()
    }
    running.child.stdout?.on('data', look)
    void running.ended.then((code) => reject(new Error(`${program} ended with ${code}:\n${running.said()}`)))
  })
  return running
}

/** Runs a program to its end. */
export async function runProcess(program: string, env: Record<string, string>, ...input: string[]) {
  const { child, said, ended } = run(program, env, input.slice(0, -1))
  child.stdin?.end(input.at(-1) ?? '')
  return { code: await ended, said: said() }
}

function run(program: string, env: Record<string, string>, args: string[] = []): Running {
  const child = spawn(process.execPath, [join(repository, program), ...args], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      said += text
    })
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, said: () => said, ended }
}
