import { parseArgs } from 'node:util'
import { CLIENT_KINDS, CLIENT_SCOPES, type ClientKind, type ClientScope } from '../../contract/actions.ts'
import type { NewClient } from '../../server/modules/sign-in/index.ts'

export type Command =
  | { name: 'create'; client: NewClient }
  | { name: 'list' }
  | { name: 'revoke'; id: string }
  | { name: 'rotate'; id: string; overlapHours: number }

/** A call that cannot be understood; the message says what to change. */
export class UsageError extends Error {}

export const usage = `Usage: npm run clients -- create --name "Our website" --kind website --scopes tickets.create,tickets.read
                          [--company ID] [--brands ID,ID] [--branches ID,ID] [--expires-days N]
                          [--origins https://site.example,...] [--oauth-client-id ID]
       npm run clients -- list
       npm run clients -- rotate --id ID [--overlap-hours N]
       npm run clients -- revoke --id ID

Kinds:  ${CLIENT_KINDS.join(', ')}
Scopes: ${CLIENT_SCOPES.join(', ')}
With --origins it also gets a publishable key, for forms on those sites.
--oauth-client-id lets it come with access tokens of the Identity System (client credentials).
After rotate the old keys work for 24 hours more, or as long as --overlap-hours says.
Without --company the client is the distributor's; without --brands or --branches it is not limited to any.`

const DAY = 24 * 3_600_000

const text = { type: 'string' } as const
const CREATE: Options = {
  ...{ name: text, kind: text, scopes: text, company: text, brands: text, branches: text },
  ...{ 'expires-days': text, origins: text, 'oauth-client-id': text },
}

/** Reads the arguments after `npm run clients --`. Throws `UsageError`. */
export function readCommand(args: readonly string[], now: Date): Command {
  const [name, ...rest] = args
  switch (name) {
    case 'create':
      return { name, client: readClient(parse(rest, CREATE), now) }
    case 'list':
      parse(rest, {})
      return { name }
    case 'revoke': {
      const { id } = parse(rest, { id: text })
      return { name, id: required('id', id) }
    }
    case 'rotate': {
      const { id, 'overlap-hours': hours = '24' } = parse(rest, { id: text, 'overlap-hours': text })
      return { name, id: required('id', id), overlapHours: wholeHours(hours) }
    }
    case undefined:
      throw new UsageError('Say what to do: create, list, rotate or revoke')
    default:
      throw new UsageError(`There is no command ${JSON.stringify(name)}: use create, list, rotate or revoke`)
  }
}

type Options = Record<string, { type: 'string' }>
type Values = Record<string, string | undefined>

function parse(args: string[], options: Options): Values {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values as Values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function readClient(values: Values, now: Date): NewClient {
  const days = values['expires-days']
  return {
    name: required('name', values.name),
    kind: oneOf('kind', required('kind', values.kind), CLIENT_KINDS) as ClientKind,
    scopes: listOf('scopes', required('scopes', values.scopes)).map(
      (scope) => oneOf('scopes', scope, CLIENT_SCOPES) as ClientScope,
    ),
    ...(values.company === undefined ? {} : { companyId: required('company', values.company) }),
    ...(values.brands === undefined ? {} : { brandIds: listOf('brands', values.brands) }),
    ...(values.branches === undefined ? {} : { branchIds: listOf('branches', values.branches) }),
    ...(values.origins === undefined ? {} : { origins: listOf('origins', values.origins) }),
    ...(values['oauth-client-id'] === undefined
      ? {}
      : { oauthClientId: required('oauth-client-id', values['oauth-client-id']) }),
    ...(days === undefined ? {} : { expiresAt: new Date(now.getTime() + wholeDays(days) * DAY) }),
  }
}

function required(name: string, value: string | undefined): string {
  const text = value?.trim()
  if (!text) throw new UsageError(`--${name} is missing`)
  return text
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value
  throw new UsageError(`--${name}: ${JSON.stringify(value)} is not one of ${allowed.join(', ')}`)
}

function listOf(name: string, text: string): string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
  // An empty list would otherwise mean a client without limits.
  if (items.length === 0) throw new UsageError(`--${name} names nothing`)
  return items
}

function wholeDays(text: string): number {
  const days = Number(text)
  if (/^\d{1,4}$/.test(text) && days >= 1 && days <= 3650) return days
  throw new UsageError(`--expires-days must be a whole number from 1 to 3650 (it is ${JSON.stringify(text)})`)
}

function wholeHours(text: string): number {
  const hours = Number(text)
  if (/^\d{1,3}$/.test(text) && hours <= 720) return hours
  throw new UsageError(`--overlap-hours must be a whole number from 0 to 720 (it is ${JSON.stringify(text)})`)
}
