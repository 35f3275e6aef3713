import {
  DirectoryChangesPage,
  DirectoryChangesQuery,
  DirectoryStatus,
  ProposalHash,
} from '../../../contract/directory.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Route, read, write } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { confirmProposal } from './confirm-proposal.ts'
import { feedOf } from './create-feed.ts'
import { baseSource } from './plan-step.ts'
import { presentChanges, presentStatus } from './present-directory.ts'
import { askForReading } from './source-queries.ts'

const shared = { tag: 'Directory', callers: ['staff'], action: 'directory.manage' } as const
const presentation = async (ctx: Ctx) => ({ body: await presentStatus(ctx) })

const status = read({
  ...{ ...shared, path: '/directory/status', answer: DirectoryStatus },
  summary: 'How the copy of the directory stands',
  description: 'Its age, its sources and what is wrong with them, and a reading that waits to be confirmed.',
  read: presentation,
})

const changes = read({
  ...{ ...shared, path: '/directory/changes', answer: DirectoryChangesPage, query: DirectoryChangesQuery },
  summary: 'What changed in the directory',
  description: 'Which thing, what happened to it and which fields changed, newest first; no values.',
  read: async (ctx, { query }) => ({ body: await presentChanges(ctx, query) }),
})

const sync = write({
  ...{ ...shared, method: 'POST', path: '/directory/sync', answer: DirectoryStatus, status: 200 },
  summary: 'Read the directory now',
  description:
    'Asks a worker to read the source at once; `sources[].readAt` or `failing` tells when it has. Where the directory comes by import only, there is nothing to read.',
  refusals: ['nothing-to-read'],
  act: async (ctx) => {
    const { directory } = ctx.house.config
    if (feedOf(directory) === null) refuse('nothing-to-read')
    await askForReading(ctx, baseSource(directory))
    return { id: 'directory' }
  },
  present: presentation,
})

const confirm = write({
  ...{ ...shared, method: 'POST', path: '/directory/proposals/{hash}/confirm', answer: DirectoryStatus },
  summary: 'Confirm a reading by which much goes',
  description: 'Takes the reading that was shown under this hash, and no other.',
  params: ProposalHash,
  status: 200,
  stepUp: true,
  refusals: ['proposal-confirmed', 'proposal-withdrawn'],
  act: async (ctx, { params }) => {
    await confirmProposal(ctx, params.hash)
    return { id: params.hash }
  },
  present: presentation,
})

export const manageRoutes: readonly Route[] = [status, changes, sync, confirm]
