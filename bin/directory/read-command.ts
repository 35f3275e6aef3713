import { parseArgs } from 'node:util'

export type Command = { json: boolean } & (
  | { name: 'status' | 'sync' }
  | { name: 'changes'; limit: number }
  | { name: 'dry-run' | 'import'; path: string }
  | { name: 'confirm'; hash: string }
)

/** A call that cannot be understood; the message says what to change. */
export class UsageError extends Error {}

export const usage = `Usage: npm run directory -- status            how old the copy is, its sources, what waits
       npm run directory -- sync              read the source now
       npm run directory -- changes [--limit N]   what changed, newest first
       npm run directory -- dry-run PATH      what a JSON file or a folder of CSV files would change
       npm run directory -- import PATH       take it, with DIRECTORY_FEED=file and no DIRECTORY_FILE
       npm run directory -- confirm HASH      take a reading that waits, by the hash that status shows

Each takes --json. A reading by which more than DIRECTORY_SHRINK_PERCENT would go waits to be confirmed.`

/** Reads the arguments after `npm run directory --`. Throws `UsageError`. */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args)
  const [name, operand, ...more] = positionals
  const json = values.json === true
  if (more.length > 0) throw new UsageError(`Too many words: ${more.join(' ')}`)
  if (values.limit !== undefined && name !== 'changes') throw new UsageError('--limit is for changes only')
  switch (name) {
    case 'status':
    case 'sync':
      return { name: without(name, operand), json }
    case 'changes':
      return { name: without(name, operand), json, limit: limitOf(values.limit) }
    case 'dry-run':
    case 'import':
      if (!operand) throw new UsageError(`${name} needs a path`)
      return { name, json, path: operand }
    case 'confirm':
      if (!/^[0-9a-f]{64}$/.test(operand ?? ''))
        throw new UsageError('confirm needs the hash that status shows')
      return { name, json, hash: operand ?? '' }
    case undefined:
      throw new UsageError('Say what to do: status, sync, changes, dry-run, import or confirm')
    default:
      throw new UsageError(`There is no command ${JSON.stringify(name)}`)
  }
}

function parse(args: readonly string[]) {
  try {
    const options = { json: { type: 'boolean' }, limit: { type: 'string' } } as const
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function without<Name>(name: Name, operand: string | undefined): Name {
  if (operand !== undefined) throw new UsageError(`${name} takes no ${JSON.stringify(operand)}`)
  return name
}

function limitOf(text = '50'): number {
  const limit = Number(text)
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= 200) return limit
  throw new UsageError('--limit must be a number from 1 to 200')
}
