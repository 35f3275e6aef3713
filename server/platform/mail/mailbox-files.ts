import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutgoingMail } from './outgoing-mail.ts'

/** A mail of the demo's mailbox, as its page shows it. */
export type KeptMail = OutgoingMail & { id: string; at: string; from: string }

const KEPT = 500

export const mailboxFolder = (dataDir: string) => join(dataDir, 'mailbox')

/** Keeps a mail as `<id>.eml`, with its parts beside it for the page. The same mail again takes the same place. */
export async function keepMail(folder: string, mail: KeptMail, eml: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await write(join(folder, `${mail.id}.eml`), eml)
  await write(join(folder, `${mail.id}.json`), JSON.stringify(mail))
  const old = (await mailIds(folder)).slice(KEPT)
  await Promise.all(
    old.flatMap((id) => ['eml', 'json'].map((end) => rm(join(folder, `${id}.${end}`), { force: true }))),
  )
}

/** Newest first: ids begin with the time-ordered id of the event. */
export async function mailIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  return ids.sort().reverse()
}

/** The mail, or null; the id may be anything that a caller sent. */
export async function readMail(folder: string, id: string): Promise<KeptMail | null> {
  if (!/^[\w-][\w.-]*$/.test(id)) return null
  try {
    return JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as KeptMail
  } catch {
    return null
  }
}

// Readable by us alone, and never half there.
async function write(file: string, content: Buffer | string): Promise<void> {
  const half = `${file}.${process.pid}.half`
  await writeFile(half, content, { mode: 0o600 })
  await rename(half, file)
}
