// Runs in a process of its own: plants the faults that were named, one after the other, and says what each one's slice
// of the matrix found; one line of JSON each.
import { FAULTS, type Slice } from './faults.ts'

type Checker = { checkSlice: (slice: Slice) => Promise<string[]> }

for (const name of process.argv.slice(2)) {
  const fault = FAULTS.find((one) => one.name === name)
  // Without a fault: the slice on the product as it is.
  const slice = fault?.slice ?? (JSON.parse(name) as Slice)
  const suffix = fault ? `?fault=${name}` : ''
  let line: object
  try {
    const { checkSlice } = (await import(`./check-slice.ts${suffix}`)) as Checker
    line = { name, found: await checkSlice(slice) }
  } catch (error) {
    line = { name, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  console.log(JSON.stringify(line))
}
process.exit(0)
