import {
  createClient,
  listClients,
  revokeClient,
  rotateKey,
  type StoredClient,
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
      return [...describe(client, ctx.now), ...showSecret(key)]
    }
    case 'rotate': {
      const { client, key } = await rotateKey(ctx, command.id, command.overlapHours)
      return [...describe(client, ctx.now), ...showSecret(key)]
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

const showSecret = (key: string) => [
  `  key      ${key}`,
  '',
  'Keep the key now: it is not stored, and cannot be shown again.',
]

function describe(client: StoredClient, now: Date): string[] {
  const limits = [
    ...(client.brand_ids ? [`brands ${client.brand_ids.join(', ')}`] : []),
    ...(client.branch_ids ? [`branches ${client.branch_ids.join(', ')}`] : []),
  ]
  return [
    `${client.name} (${client.kind} of ${client.company_id})`,
    `  id       ${client.id}`,
    `  scopes   ${client.scopes.join(', ')}`,
    `  limits   ${limits.join('; ') || 'none'}`,
    ...(client.oauth_client_id ? [`  oauth    ${client.oauth_client_id}`] : []),
    ...(client.origins.length > 0 ? [`  origins  ${client.origins.join(', ')}`] : []),
    ...client.keys.map(
      (key) =>
        `  ${key.kind === 'secret' ? 'secret  ' : 'embed   '} ${key.shown ?? `ick_${key.prefix}_...`}: ${stateOf(key, now)}`,
    ),
    `  state    ${stateOf({ ...client, last_used_at: undefined }, now)}`,
  ]
}

type State = { revoked_at: Date | null; expires_at: Date | null; last_used_at: Date | null | undefined }

function stateOf({ revoked_at, expires_at, last_used_at }: State, now: Date): string {
  const day = (time: Date) => time.toISOString().slice(0, 10)
  if (revoked_at) return `revoked ${day(revoked_at)}`
  if (expires_at && expires_at <= now) return `expired ${day(expires_at)}`
  const end = expires_at ? `works until ${day(expires_at)}` : 'works without an end'
  if (last_used_at === undefined) return end
  return `${end}, ${last_used_at ? `last used ${day(last_used_at)}` : 'never used'}`
}

const FLAGS: Record<string, string> = {
  '#/companyId': '--company',
  '#/brandIds': '--brands',
  '#/branchIds': '--branches',
  '#/expiresAt': '--expires-days',
  '#/oauthClientId': '--oauth-client-id',
}

/** The product's refusals, as a person at the command line calls them. */
function reworded(refusal: Refusal, command: Command): Error {
  if (refusal.code === 'not-found' && 'id' in command) {
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
