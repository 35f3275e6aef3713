import { setTimeout as wait } from 'node:timers/promises'
import { confirmProposal } from '../../server/modules/directory/confirm-proposal.ts'
import { feedOf } from '../../server/modules/directory/create-feed.ts'
import { FeedFailed } from '../../server/modules/directory/directory-feed.ts'
import {
  networkOfFiles,
  readNetworkFiles,
} from '../../server/modules/directory/file-feed/read-network-file.ts'
import { importFile, whyNoImport } from '../../server/modules/directory/import-file.ts'
import { baseSource } from '../../server/modules/directory/plan-step.ts'
import { presentChanges, presentStatus } from '../../server/modules/directory/present-directory.ts'
import { previewNetwork } from '../../server/modules/directory/preview-network.ts'
import { askForReading } from '../../server/modules/directory/source-queries.ts'
import { syncDirectory } from '../../server/modules/directory/sync-directory.ts'
import { type Ctx, type House, inTransaction } from '../../server/platform/context.ts'
import { Refusal } from '../../server/platform/refusal.ts'
import { describeChanges, describePreview, describeStatus } from './describe.ts'
import { type Command, UsageError } from './read-command.ts'

export type Office = {
  house: House
  /** False in the demo, where only the running server knows how to reach the feed. */
  reachesFeed: boolean
  /** How long the running server is waited for; half a minute by itself. */
  patienceMs?: number
}

/** Does what was asked and gives the lines to print. */
export async function runCommand(office: Office, command: Command): Promise<string[]> {
  try {
    return await run(office, command)
  } catch (error) {
    throw error instanceof Refusal ? reworded(error) : error
  }
}

async function run(
  { house, reachesFeed, patienceMs = PATIENCE_MS }: Office,
  command: Command,
): Promise<string[]> {
  switch (command.name) {
    case 'status':
      return showStatus(house, command)
    case 'changes': {
      const page = await within(house, (ctx) => presentChanges(ctx, { limit: command.limit }))
      return show(command, page, () => describeChanges(page.items))
    }
    case 'sync':
      if (feedOf(house.config.directory) === null)
        throw new Error('There is nothing to read: the directory comes by npm run directory -- import only')
      await (reachesFeed ? syncDirectory(house) : askServer(house, patienceMs))
      return showStatus(house, command)
    case 'dry-run': {
      const { network } = await readFile(house, command.path)
      const preview = await within(house, (ctx) => previewNetwork(ctx, network))
      const why = whyNoImport(house.config.directory.feed)
      return show(command, preview, () => [
        ...describePreview(preview),
        ...(why === null
          ? []
          : [`Import would not take it: it needs DIRECTORY_FEED=file and no DIRECTORY_FILE (${why})`]),
      ])
    }
    case 'import': {
      const file = await readFile(house, command.path)
      await within(house, (ctx) => importFile(ctx, file))
      return showStatus(house, command)
    }
    case 'confirm':
      await within(house, (ctx) => confirmProposal(ctx, command.hash))
      return showStatus(house, command)
  }
}

function within<Result>(house: House, act: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return inTransaction(house, { actor: { kind: 'system', name: 'directory-command' } }, act)
}

async function readFile(house: House, path: string) {
  const files = await readNetworkFiles(path)
  return { network: networkOfFiles(files, house.config.directory.timeZones), hash: files.hash }
}

async function showStatus(house: House, command: Command): Promise<string[]> {
  const status = await within(house, presentStatus)
  return show(command, status, () => describeStatus(status))
}

const show = ({ json }: Command, answer: unknown, lines: () => string[]) =>
  json ? [JSON.stringify(answer, null, 2)] : lines()

const PATIENCE_MS = 30_000

/** Asks the running server to read the feed, and waits until it has. */
async function askServer(house: House, patienceMs: number): Promise<void> {
  const source = baseSource(house.config.directory)
  const stateNow = async () =>
    (await within(house, presentStatus)).sources.find((row) => row.source === source)
  const readAt = async () => (await stateNow())?.readAt ?? null
  const before = await readAt()
  await within(house, (ctx) => askForReading(ctx, source))
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(200)) {
    if ((await readAt()) !== before) return
  }
  const said = `Nothing was read within ${patienceMs / 1000} seconds`
  const failing = (await stateNow())?.failing
  // What the server met names the address: this command does not know where the demo's Identity System listens.
  if (failing) throw new FeedFailed('unreachable', [`${said}:`, ...failing.problems].join('\n'))
  throw new FeedFailed('unreachable', `${said}, and the server has noted no failure: it may not be running`)
}

/** The product's refusals, as a person at the command line calls them. */
function reworded(refusal: Refusal): Error {
  switch (refusal.code) {
    case 'not-found':
      return new UsageError('No reading has this hash: npm run directory -- status shows what waits')
    case 'proposal-confirmed':
      return new Error('This reading was confirmed before')
    case 'proposal-withdrawn':
      return new Error(
        'The source has given something else since: npm run directory -- status shows what waits now',
      )
    default:
      return refusal
  }
}
