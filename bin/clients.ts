// npm run clients -- create | list | revoke
import { ConfigurationError } from '../server/platform/config.ts'
import { openOffice } from './clients/open-office.ts'
import { readCommand, UsageError, usage } from './clients/read-command.ts'
import { runCommand } from './clients/run-command.ts'

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(usage)
    return 0
  }
  const command = readCommand(args, new Date())
  const { house, close } = openOffice(process.env)
  try {
    for (const line of await runCommand(house, command)) console.log(line)
    return 0
  } finally {
    await close()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const usageError = error instanceof UsageError
  const lines = error instanceof ConfigurationError ? error.problems : [(error as Error).message]
  for (const line of lines) console.error(line)
  if (usageError) console.error(`\n${usage}`)
  process.exitCode = usageError || error instanceof ConfigurationError ? 2 : 1
}
