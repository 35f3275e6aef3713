import type { DirectoryChange, DirectoryStatus } from '../../contract/directory.ts'
import type { Preview } from '../../server/modules/directory/preview-network.ts'

/* What the command answers, as lines for a person. */

const moment = (at: string | null) => at?.replace('T', ' ').replace(/\.\d+Z$/, ' UTC') ?? 'never'

export function describeStatus(status: DirectoryStatus): string[] {
  const age =
    status.syncedAt === null
      ? 'There is no copy yet'
      : `Version ${status.version}, as of ${moment(status.syncedAt)}`
  return [
    `${age}${status.stale ? ', STALE' : ''}; the network comes from ${status.feed}`,
    ...status.sources.flatMap((source) => [
      `${source.source}${source.adapter ? ` (${source.adapter})` : ''}${source.inUse ? '' : ', not in use'}: answered ${moment(source.readAt)}, changed ${moment(source.acceptedAt)}`,
      ...(source.failing
        ? [
            `  ${source.failing.code} since ${moment(source.failing.since)}`,
            ...source.failing.problems.map((problem) => `  ${problem}`),
          ]
        : []),
    ]),
    ...describeProposal(status.proposal),
  ]
}

function describeProposal(proposal: DirectoryStatus['proposal']): string[] {
  if (proposal === null) return []
  return [
    `Waiting since ${moment(proposal.proposedAt)}:`,
    ...proposal.losses.map(
      ({ kind, active, gone, things }) => `  ${kind}: ${gone} of ${active} would go: ${firstOf(things)}`,
    ),
    `  npm run directory -- confirm ${proposal.hash}`,
  ]
}

/** Some of them; `--json` gives up to a hundred. */
function firstOf(things: readonly { id: string }[]): string {
  const ids = things.slice(0, 10).map(({ id }) => id)
  return things.length > ids.length ? `${ids.join(', ')}, …` : ids.join(', ')
}

export function describeChanges(changes: readonly DirectoryChange[]): string[] {
  if (changes.length === 0) return ['Nothing has changed since the first copy']
  return changes.map(
    ({ version, at, source, kind, thing, op, fields }) =>
      `${moment(at)}  ${version}  ${source}  ${describeChange({ kind, id: thing.id, name: thing.name, op, fields })}`,
  )
}

export function describePreview({ changes, losses, suspicious }: Preview): string[] {
  if (changes.length === 0) return ['It would change nothing']
  return [
    ...changes.map(describeChange),
    `${changes.length} would change`,
    ...(suspicious
      ? [
          `It would wait to be confirmed: ${losses.map(({ kind, active, gone }) => `${kind} ${gone.length} of ${active}`).join(', ')}`,
        ]
      : []),
  ]
}

type Told = { kind: string; id: string; name: string; op: string; fields: readonly string[] }

const describeChange = ({ kind, id, name, op, fields }: Told) =>
  `${op} ${kind} ${id} "${name}"${op === 'changed' || op === 'moved' ? `: ${fields.join(', ')}` : ''}`
