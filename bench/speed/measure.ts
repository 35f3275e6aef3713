import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { breakGround, type Ground } from '../ground/database.ts'
import { type ServerProcess, startServerProcess } from '../ground/server-process.ts'
import { settingsFor } from '../ground/settings.ts'
import { connectAdmin, isFollowed, within } from '../kill/settle.ts'
import { createRate } from './create-load.ts'
import { type Latency, median, openLoop } from './open-loop.ts'
import { findPgbench, type Pgbench, runPgbench, writeScript } from './pgbench.ts'
import { prepareSize, type Size } from './prepare-size.ts'

export type Plan = {
  tickets: number
  rounds: number
  seconds: number
  connections: number
  port: number
  /** Flags for the server process, such as a profiler's. */
  serverFlags: string[]
  say: (line: string) => void
}

export type Measured = {
  postgres: string
  pgbench: string
  create: { ours: number; pgbench: number; ratio: number; ratios: number[]; catchUpSeconds: number }
  /** For each size, for each stream: medians over the rounds. */
  reads: { tickets: number; latencies: Map<string, Latency & { perSecond: number }> }[]
}

/** The size that every other is compared with. */
export const SMALL = 10_000

export class PgbenchMissing extends Error {}

export async function measure(plan: Plan): Promise<Measured> {
  const pgbench = findPgbench()
  if (pgbench === null)
    throw new PgbenchMissing('pgbench is missing (Debian: apt-get install postgresql-contrib)')
  const ground = await breakGround('bench', plan.say)
  try {
    const sizes: Size[] = []
    for (const tickets of [...new Set([SMALL, plan.tickets])].sort((a, b) => a - b)) {
      plan.say(`Filling a database with ${tickets.toLocaleString('en')} tickets ...`)
      sizes.push(await prepareSize(ground, tickets))
    }
    return await measureOn(ground, sizes, pgbench, plan)
  } finally {
    await ground.remove()
  }
}

async function measureOn(ground: Ground, sizes: Size[], pgbench: Pgbench, plan: Plan): Promise<Measured> {
  const large = sizes.at(-1) as Size
  // pgbench has a database of its own, of the same content: our followers must not work on its rows.
  await ground.copy(large.name, 'bench_pgbench')
  const baseline = await ground.database('bench_pgbench')
  const servers: ServerProcess[] = []
  try {
    for (const [place, size] of sizes.entries()) {
      const settings = settingsFor(size.address, plan.port + place, { MAIL: 'off' })
      servers.push(await startServerProcess(settings, plan.serverFlags))
    }
    const server = servers.at(-1) as ServerProcess
    const admin = await connectAdmin(large.address.adminUrl)
    const script = join('.data', 'bench', 'create.sql')
    await writeScript(admin, await createOne(server.url, large), script)
    const { rows } = await admin.query<{ server_version: string }>('show server_version')
    const create = await measureCreates(plan, server.url, large, admin, (seconds) =>
      runPgbench(pgbench, { script, databaseUrl: baseline.url, connections: plan.connections, seconds }),
    )
    await admin.end()
    const reads = await measureReads(plan, sizes, servers)
    return { postgres: rows[0]?.server_version ?? '', pgbench: pgbench.version, create, reads }
  } finally {
    for (const server of servers) await server.stop()
  }
}

async function createOne(url: string, size: Size): Promise<string> {
  const { path, ...request } = size.creates()
  const answer = await fetch(url + path, request)
  if (answer.status !== 201) throw new Error(`create answered ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

type Admin = Awaited<ReturnType<typeof connectAdmin>>

async function measureCreates(
  { connections, rounds, seconds, say }: Plan,
  url: string,
  size: Size,
  admin: Admin,
  pgbench: (seconds: number) => Promise<number>,
): Promise<Measured['create']> {
  // The first second compiles and plans.
  await createRate(url, size.creates, { connections, seconds: 2 })
  await pgbench(2)
  const found = []
  for (let round = 1; round <= rounds; round++) {
    await within(120, () => isFollowed(admin))
    const theirs = await pgbench(seconds)
    const ours = await createRate(url, size.creates, { connections, seconds })
    const from = performance.now()
    // The worker does its part meanwhile; what it has not done by then is not counted as done.
    await within(300, () => isFollowed(admin))
    const catchUp = (performance.now() - from) / 1000
    found.push({ ours, theirs, ratio: ours / theirs, catchUp })
    say(
      `creates, round ${round}: ${ours.toFixed(0)}/s, pgbench ${theirs.toFixed(0)}/s, ratio ${(ours / theirs).toFixed(3)}`,
    )
  }
  return {
    ours: median(found.map((round) => round.ours)),
    pgbench: median(found.map((round) => round.theirs)),
    ratio: median(found.map((round) => round.ratio)),
    ratios: found.map((round) => round.ratio),
    catchUpSeconds: median(found.map((round) => round.catchUp)),
  }
}

const CREATES_PER_SECOND = 20

async function measureReads(
  { rounds, seconds, say }: Plan,
  sizes: readonly Size[],
  servers: readonly ServerProcess[],
): Promise<Measured['reads']> {
  const found = sizes.map(() => [] as Map<string, Latency>[])
  for (let round = 0; round <= rounds; round++) {
    for (const [place, size] of sizes.entries()) {
      const streams = [...size.reads, { name: 'create', perSecond: CREATES_PER_SECOND, next: size.creates }]
      const latencies = await openLoop(servers[place]?.url ?? '', streams, round === 0 ? 3 : seconds)
      // The first round only warms up.
      if (round > 0) found[place]?.push(latencies)
      await wait(500)
    }
    if (round > 0) say(`reads, round ${round} done`)
  }
  return sizes.map((size, place) => ({
    tickets: size.tickets,
    latencies: new Map(
      [
        ...size.reads.map(({ name, perSecond }) => [name, perSecond] as const),
        ['create', CREATES_PER_SECOND] as const,
      ].map(([name, perSecond]) => {
        const rows = (found[place] ?? []).map((round) => round.get(name) as Latency)
        const wrong = rows.reduce((sum, row) => sum + row.wrong, 0)
        if (wrong > 0) throw new Error(`${name}: ${wrong} requests failed`)
        return [
          name,
          {
            perSecond,
            wrong,
            p50: median(rows.map((row) => row.p50)),
            p99: median(rows.map((row) => row.p99)),
          },
        ]
      }),
    ),
  }))
}
