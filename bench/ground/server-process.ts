import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Settings } from './settings.ts'

export type ServerProcess = {
  url: string
  child: ChildProcess
  /** All that it has printed. */
  log: () => string
  /** kill -9. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts a whole server (web and worker) as a process of its own, and waits until it serves. */
export async function startServerProcess(
  settings: Settings,
  execArgv: string[] = [],
): Promise<ServerProcess> {
  const child = fork(import.meta.filename, [], {
    env: { PATH: process.env.PATH, ...settings },
    execArgv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (text: string) => {
      log = (log + text).slice(-1_000_000)
    })
  }
  const ended = once(child, 'exit')
  const ready = await Promise.race([once(child, 'message').then(() => true), ended.then(() => false)])
  if (!ready) throw new Error(`The server did not start:\n${log}`)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    url: `http://127.0.0.1:${settings.PORT}`,
    child,
    log: () => log,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/** The child's part. */
async function serve(): Promise<void> {
  const { startServer } = await import('../../server/main.ts')
  const { readConfig } = await import('../../server/platform/config.ts')
  const server = await startServer(readConfig(process.env))
  process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
  // Whoever started us is gone.
  process.once('disconnect', () => process.exit(1))
  process.send?.('ready')
}

if (import.meta.main) await serve()
