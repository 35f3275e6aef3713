// What `npm run proof` does: kills the server and PostgreSQL under load and compares ledgers; signs in elsewhere.
// `npm run proof -- kill` runs one part.
import type { Findings } from '../bench/kill/find-breaches.ts'
import { killPostgres } from '../bench/kill/kill-postgres.ts'
import { killServer } from '../bench/kill/kill-server.ts'
import { twoServers } from '../bench/kill/two-servers.ts'
import { secondProvider } from '../bench/second-provider/second-provider.ts'

const say = (line: string) => console.log(line)

const parts: Record<string, { title: string; run: () => Promise<Findings> }> = {
  kill: {
    title: 'kill -9 of the server during creates, ten times',
    run: () => killServer({ kills: 10, port: 3800, atOnce: 6, say }),
  },
  'kill-postgres': {
    title: 'kill -9 of PostgreSQL during creates, four times',
    run: () => killPostgres({ kills: 4, port: 3801, atOnce: 6, say }),
  },
  two: {
    title: 'two servers on one database; the one that orders the events is killed',
    run: () => twoServers({ port: 3802, say }),
  },
  'second-provider': {
    title: 'staff sign in at an OpenID provider that none of us wrote',
    run: () => secondProvider({ port: 3804, say }),
  },
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
let broken = 0
for (const [name, { title, run }] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  say(`\n${name}: ${title}`)
  broken += report(await run())
}
say(broken === 0 ? '\nproof: nothing lost, nothing doubled' : `\nproof: ${broken} BREACHES`)
process.exit(broken === 0 ? 0 : 1)

function report({ figures, breaches }: Findings): number {
  for (const [name, value] of Object.entries(figures)) say(`  ${name}: ${value}`)
  for (const breach of breaches.slice(0, 20)) console.error(`  BREACH ${breach}`)
  if (breaches.length > 20) console.error(`  … and ${breaches.length - 20} more`)
  return breaches.length
}
