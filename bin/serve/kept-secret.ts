import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_MARK } from '../../server/platform/weak-secret.ts'

/**
 * A secret of this demo: generated once, kept in the data folder, readable by its owner only. It says of itself that it
 * is a demo's, so that a production start refuses it.
 */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const secret = `${DEMO_MARK}${randomBytes(32).toString('base64url')}`
  writePrivately(file, `${secret}\n`)
  return secret
}

/** Replaces a file as a whole, with mode 0600 from its first moment. */
export function writePrivately(file: string, text: string): void {
  const half = `${file}.${process.pid}`
  writeFileSync(half, text, { mode: 0o600 })
  renameSync(half, file)
}
