// What `npm run bench` does: measures creating and reading on a database of its own, and prints a table.
import { parseArgs } from 'node:util'
import { measure, PgbenchMissing, type Plan, SMALL } from '../bench/speed/measure.ts'
import { meetsBar, report } from '../bench/speed/report.ts'

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: String(SMALL) },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
  },
})
const tickets = Number(values.tickets)
if (!Number.isInteger(tickets) || tickets < SMALL) {
  console.error(`--tickets must be a whole number, at least ${SMALL}`)
  process.exit(2)
}
const plan: Plan = {
  tickets,
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: 16,
  port: 3810,
  serverFlags: values.profile ? ['--cpu-prof', '--cpu-prof-dir=.data/bench-profile'] : [],
  say: (line) => console.error(line),
}
try {
  const measured = await measure(plan)
  console.log(report(measured, plan))
  process.exit(meetsBar(measured) ? 0 : 1)
} catch (error) {
  console.error(error instanceof PgbenchMissing ? error.message : error)
  process.exit(error instanceof PgbenchMissing ? 3 : 1)
}
