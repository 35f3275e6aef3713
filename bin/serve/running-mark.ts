import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from './start-failure.ts'

type Mark = { pid: number; born: string; url: string }

/**
 * Marks the data folder as in use by this process. Refuses while another one lives; the mark of a killed
 * one is taken over. Returns the act that removes the mark.
 */
export function markRunning(dataDir: string, url: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'running.json')
  const mark: Mark = { pid: process.pid, born: birthOf(process.pid), url }
  for (let attempt = 0; attempt < 3; attempt++) {
    const other = readMark(file)
    if (other !== null && other.born !== '' && birthOf(other.pid) === other.born) {
      throw new StartFailure(`Interchange already runs from this folder: ${other.url} (process ${other.pid})`)
    }
    rmSync(file, { force: true })
    try {
      writeFileSync(file, JSON.stringify(mark), { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch {
      // Another start was faster; look again.
    }
  }
  throw new StartFailure(`Another start of Interchange is under way in this folder`)
}

function readMark(file: string): Mark | null {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Mark
  } catch {
    return null
  }
}

/** When a process began, so that a number used again is not mistaken for it; empty when it is gone. */
function birthOf(pid: number): string {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return ''
  }
  try {
    // The name in the second field may hold spaces; the 22nd field counts from behind its bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return existsSync('/proc/self') ? '' : 'alive'
  }
}
