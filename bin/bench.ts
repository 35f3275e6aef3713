// What `npm run bench` does: measures creating and reading on a database of its own, and prints a table. With
// `-- --part row-level-security` it measures what the policies cost instead.
import { parseArgs } from 'node:util'
import { measure, PgbenchMissing, type Plan, SMALL } from '../bench/speed/measure.ts'
import { measureRowLevelSecurity, reportRowLevelSecurity } from '../bench/speed/measure-row-level-security.ts'
import { meetsBar, report } from '../bench/speed/report.ts'

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: String(SMALL) },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    part: { type: 'string', default: 'speed' },
    profile: { type: 'boolean', default: false },
  },
})
const tickets = Number(values.tickets)
if (!Number.isInteger(tickets) || tickets < SMALL) {
  console.error(`--tickets must be a whole number, at least ${SMALL}`)
  process.exit(2)
}
if (!['speed', 'row-level-security'].includes(values.part)) {
  console.error('--part is speed or row-level-security')
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
  if (values.part === 'row-level-security') {
    console.log(reportRowLevelSecurity(await measureRowLevelSecurity(plan)))
    process.exit(0)
  }
  const measured = await measure(plan)
  console.log(report(measured, plan))
  process.exit(meetsBar(measured) ? 0 : 1)
} catch (error) {
  console.error(error instanceof PgbenchMissing ? error.message : error)
  process.exit(error instanceof PgbenchMissing ? 3 : 1)
}
