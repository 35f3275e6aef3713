import { text } from 'node:stream/consumers'
import { openUserPasswords } from './user-passwords.ts'

// Sets one person's password from the first line of standard input. The program must not be running on the same folder.
const [userId] = process.argv.slice(2)
const dataDir = process.env.IDENTITY_DATA_DIR
if (!userId || !dataDir)
  refuse('usage: IDENTITY_DATA_DIR=<folder> node identity/set-password.ts <user id> < password')

const password = (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? ''
if (password.length < 12) refuse('a password needs at least 12 characters')
const passwords = await openUserPasswords(dataDir, process.env.IDENTITY_DEMO === '1')
await passwords.replace(userId, password)
process.stdout.write(`the password of ${userId} is set\n`)

function refuse(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}
