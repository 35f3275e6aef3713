// npm run directory -- status | sync | changes | dry-run | import | confirm
import { FeedFailed } from '../server/modules/directory/directory-feed.ts'
import { ConfigurationError, readLaunchPlan } from '../server/platform/config.ts'
import { openOffice } from './clients/open-office.ts'
import { readCommand, UsageError, usage } from './directory/read-command.ts'
import { runCommand } from './directory/run-command.ts'

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(usage)
    return 0
  }
  const command = readCommand(args)
  const { house, close } = openOffice(process.env)
  const { referenceIdentity } = readLaunchPlan(process.env)
  const reachesFeed = house.config.directory.feed.kind !== 'reference' || !referenceIdentity
  try {
    for (const line of await runCommand({ house, reachesFeed }, command)) console.log(line)
    return 0
  } finally {
    await close()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const usageError = error instanceof UsageError
  const isListed = error instanceof ConfigurationError || error instanceof FeedFailed
  for (const line of isListed ? error.problems : [(error as Error).message]) console.error(line)
  if (usageError) console.error(`\n${usage}`)
  process.exitCode = usageError || error instanceof ConfigurationError ? 2 : 1
}
