import type { ClientMetadata } from 'oidc-provider'
import type { Settings } from './read-settings.ts'
import type { ServiceClient } from './service-clients.ts'

/** The application, as the provider knows it. */
export function applicationOf({ client }: Settings): ClientMetadata {
  return {
    client_id: client.id,
    client_secret: client.secret,
    client_name: 'Interchange',
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutUris,
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_post',
    // With this, ID tokens say which session they are of (`sid`), and logout tokens which one ended.
    ...(client.backchannelLogoutUri
      ? { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }
      : {}),
  }
}

/** A service client, as the provider knows it: it gets tokens for itself and signs nobody in. */
export function serviceOf({ id, secret }: ServiceClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
  }
}
