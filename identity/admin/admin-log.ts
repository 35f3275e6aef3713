import { appendFile, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One thing that was done on the administration pages. Ids and names of fields, never values. */
export interface LogEntry {
  at: string
  /** Id of the administrator; missing where nobody was signed in. */
  by?: string
  act: string
  kind?: string
  id?: string
  fields?: string[]
  /** Where a refused sign-in came from. */
  address?: string
}

export interface AdminLog {
  write(entry: Omit<LogEntry, 'at'>): Promise<void>
  /** The last entries, newest first. */
  last(count: number): Promise<LogEntry[]>
}

const TAIL_BYTES = 64 * 1024

/** Who did what and when: one line of JSON each, in a file that only its owner may read. */
export function openAdminLog(path: string, now: () => Date = () => new Date()): AdminLog {
  return {
    async write(entry) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await appendFile(path, `${JSON.stringify({ at: now().toISOString(), ...entry })}\n`, { mode: 0o600 })
    },
    async last(count) {
      const lines = (await readTail(path)).trimEnd().split('\n').reverse()
      return lines
        .map(parseEntry)
        .filter((entry) => entry !== undefined)
        .slice(0, count)
    },
  }
}

async function readTail(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - TAIL_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Undefined for a line that was cut off. */
function parseEntry(line: string): LogEntry | undefined {
  try {
    return JSON.parse(line) as LogEntry
  } catch {
    return undefined
  }
}
