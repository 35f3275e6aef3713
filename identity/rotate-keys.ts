import { rotateSigningKeys } from './signing-keys.ts'

// Adds a signing key, which signs from the next start of the program on. The key before stays for verification.
const dataDir = process.env.IDENTITY_DATA_DIR
if (!dataDir) refuse('usage: IDENTITY_DATA_DIR=<folder> node identity/rotate-keys.ts')

const { added, dropped } = await rotateSigningKeys(dataDir, Date.now()).catch((error: Error) =>
  refuse(error.message),
)
process.stdout.write(`key ${added} signs after the next start\n`)
for (const kid of dropped) process.stdout.write(`key ${kid} was replaced over 30 days ago and is gone\n`)

function refuse(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}
