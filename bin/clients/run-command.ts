import {
  type ApiClient,
  createClient,
  listClients,
  revokeClient,
} from '../../server/modules/sign-in/index.ts'
import { type Ctx, type House, inTransaction } from '../../server/platform/context.ts'
import { Refusal } from '../../server/platform/refusal.ts'
import { type Command, UsageError } from './read-command.ts'

/** Does what was asked and gives the lines to print. The key of a new client is among them, this once. */
export async function runCommand(house: House, command: Command): Promise<string[]> {
  try {
    return await inTransaction(house, { actor: { kind: 'system', name: 'clients' } }, (ctx) =>
      act(ctx, command),
    )
  } catch (error) {
    throw error instanceof Refusal ? reworded(error, command) : error
  }
}

async function act(ctx: Ctx, command: Command): Promise<string[]> {
  switch (command.name) {
    case 'create': {
      const { client, key } = await createClient(ctx, command.client)
      return [
        ...describe(client, ctx.now),
        `  key      ${key}`,
        '',
        'Keep the key now: it is not stored, and cannot be shown again.',
      ]
    }
    case 'list': {
      const clients = await listClients(ctx)
      return clients.length === 0
        ? ['There is no API client yet']
        : clients.flatMap((c) => describe(c, ctx.now))
    }
    case 'revoke':
      await revokeClient(ctx, command.id)
      return [`The key of ${command.id} no longer works`]
  }
}

function describe(client: ApiClient, now: Date): string[] {
  const limits = [
    ...(client.brand_ids ? [`brands ${client.brand_ids.join(', ')}`] : []),
    ...(client.branch_ids ? [`branches ${client.branch_ids.join(', ')}`] : []),
  ]
  return [
    `${client.name} (${client.kind} of ${client.company_id})`,
    `  id       ${client.id}`,
    `  scopes   ${client.scopes.join(', ')}`,
    `  limits   ${limits.join('; ') || 'none'}`,
    `  prefix   ick_${client.key_prefix}_...`,
    `  state    ${stateOf(client, now)}`,
  ]
}

function stateOf({ revoked_at, expires_at, last_used_at }: ApiClient, now: Date): string {
  const day = (time: Date) => time.toISOString().slice(0, 10)
  if (revoked_at) return `revoked ${day(revoked_at)}`
  if (expires_at && expires_at <= now) return `expired ${day(expires_at)}`
  const end = expires_at ? `works until ${day(expires_at)}` : 'works without an end'
  return `${end}, ${last_used_at ? `last used ${day(last_used_at)}` : 'never used'}`
}

const FLAGS: Record<string, string> = {
  '#/companyId': '--company',
  '#/brandIds': '--brands',
  '#/branchIds': '--branches',
  '#/expiresAt': '--expires-days',
}

/** The product's refusals, as a person at the command line calls them. */
function reworded(refusal: Refusal, command: Command): Error {
  if (refusal.code === 'not-found' && command.name === 'revoke') {
    return new UsageError(`There is no API client ${command.id}: npm run clients -- list shows them`)
  }
  if (refusal.code === 'not-ready') {
    return new Error('The directory has not been read yet: start the server once, then try again')
  }
  if (!refusal.errors) return refusal
  const lines = refusal.errors.map(({ pointer, code, values }) => {
    const flag = FLAGS[pointer] ?? pointer.replace('#/', '--')
    return `${flag}: ${values?.id ? `${values.id}: ` : ''}${code}`
  })
  return new UsageError(lines.join('\n'))
}
