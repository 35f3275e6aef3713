import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnusable } from '../database-unusable.ts'

/** What PostgreSQL writes about itself into `postmaster.pid`. */
export type Postmaster = { pid: number; port: number; ready: boolean }

/** The server that runs on this folder now, or `null`. A file left by a killed one does not count. */
export function runningPostmaster(clusterFolder: string): Postmaster | null {
  const noted = readPidFile(clusterFolder)
  return noted !== null && worksIn(noted.pid, clusterFolder) ? noted : null
}

/** Stops the server of this folder: fast shutdown, then immediate (which recovers at the next start). */
export async function stopPostmaster(clusterFolder: string, patienceMs = 10_000): Promise<void> {
  const running = runningPostmaster(clusterFolder)
  if (running === null) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(running.pid, signal)
    } catch {
      return
    }
    if (await gone(running.pid, clusterFolder, patienceMs)) return
  }
  throw new DatabaseUnusable(`PostgreSQL (process ${running.pid}) does not stop`)
}

/**
 * Clears the way after a kill -9: waits for orphaned server processes to end, and removes a pid file
 * whose number some other program has got since, because PostgreSQL would then refuse to start.
 */
export async function clearStaleLock(clusterFolder: string): Promise<void> {
  const noted = readPidFile(clusterFolder)
  if (noted === null) return
  const deadline = Date.now() + 10_000
  while (processesIn(clusterFolder).length > 0 && Date.now() < deadline) await wait(50)
  if (processesIn(clusterFolder).length === 0) rmSync(join(clusterFolder, 'postmaster.pid'), { force: true })
}

/** Reads the pid file; `null` when there is none or it is not complete yet. */
export function readPidFile(clusterFolder: string): Postmaster | null {
  const file = join(clusterFolder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' }
}

async function gone(pid: number, clusterFolder: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (worksIn(pid, clusterFolder)) {
    if (Date.now() > deadline) return false
    await wait(15)
  }
  return true
}

/** PostgreSQL's processes have their data folder as working directory: so a reused number is told apart. */
function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return false
  }
}

function processesIn(folder: string): number[] {
  if (!existsSync('/proc/self')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
