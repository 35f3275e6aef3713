import { cpus } from 'node:os'
import type { Measured, Plan } from './measure.ts'

const CREATE_BAR = 0.15
const CREATE_AIM = 0.3

/** The measured figures as Markdown. */
export function report({ postgres, pgbench, create, reads }: Measured, plan: Plan): string {
  const date = new Date().toISOString().slice(0, 10)
  const [cpu] = cpus()
  const large = reads.at(-1)
  const small = reads[0]
  const compared = large !== small
  const count = (tickets = 0) => tickets.toLocaleString('en')
  const lines = [
    `Node ${process.versions.node}, PostgreSQL ${postgres} (defaults, fsync on), pgbench ${pgbench}, ${cpus().length} CPUs (${cpu?.model.trim()}), ${date}, ${count(large?.tickets)} tickets, ${plan.rounds} rounds of ${plan.seconds} s.`,
    '',
    '| create | ours | pgbench | ratio (median) | ratios of the rounds | bar |',
    '| --- | --- | --- | --- | --- | --- |',
    `| \`POST /tickets\`, ${plan.connections} connections, per second | ${create.ours.toFixed(0)} | ${create.pgbench.toFixed(0)} | **${create.ratio.toFixed(2)}** | ${create.ratios.map((ratio) => ratio.toFixed(2)).join(', ')} | ≥ ${CREATE_BAR}, aim ${CREATE_AIM} |`,
    '',
    `After the last create, the events' order and the followers took ${create.catchUpSeconds.toFixed(1)} s more.`,
    '',
    `| read | per second | p50 ms | p99 ms |${compared ? ` p99 ms at ${count(small?.tickets)} | ratio |` : ''}`,
    `| --- | --- | --- | --- |${compared ? ' --- | --- |' : ''}`,
  ]
  for (const [name, { perSecond, p50, p99 }] of large?.latencies ?? []) {
    const before = small?.latencies.get(name)?.p99 ?? Number.NaN
    const comparison = compared ? ` ${before.toFixed(1)} | ${(p99 / before).toFixed(2)} |` : ''
    lines.push(`| ${name} | ${perSecond} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |${comparison}`)
  }
  return lines.join('\n')
}

export const meetsBar = ({ create }: Measured) => create.ratio >= CREATE_BAR
