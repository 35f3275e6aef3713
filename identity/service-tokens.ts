import { type Configuration, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import type { ServiceClient } from './service-clients.ts'

const TOKEN_SECONDS = 600

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>

/**
 * Access tokens of service clients: JWTs as RFC 9068 has them, for the one API that the client may use (RFC 8707).
 * Without a wish they hold all the client's scopes; a scope that it does not have is refused, not left out.
 */
export function serviceTokens(clients: ServiceClient[]): ResourceIndicators & { enabled: true } {
  const byId = new Map(clients.map((client) => [client.id, client]))
  return {
    enabled: true,
    defaultResource: (_ctx, client) => byId.get(client.clientId)?.audience ?? [],
    getResourceServerInfo: (ctx, resource, client) => infoOf(ctx, byId.get(client.clientId), resource),
  }
}

function infoOf(
  ctx: KoaContextWithOIDC,
  client: ServiceClient | undefined,
  resource: string,
): ResourceServer {
  if (!client || client.audience !== resource) throw new errors.InvalidTarget()
  const { params } = ctx.oidc
  const asked = typeof params?.scope === 'string' ? params.scope.split(' ') : client.scopes
  const excess = asked.find((scope) => !client.scopes.includes(scope))
  if (excess !== undefined) throw new errors.InvalidScope('requested scope is not allowed', excess)
  // RFC 6749, 3.3: who asks for no scope gets a default.
  if (params && !params.scope) params.scope = asked.join(' ')
  return {
    scope: client.scopes.join(' '),
    audience: client.audience,
    accessTokenTTL: TOKEN_SECONDS,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  }
}
