import type { House } from '../../platform/context.ts'
import type { StaffIdentity } from './identity-port.ts'
import { confirmSignIn, signInUrl, signOutUrl } from './identity-system.ts'
import { platformIdentity } from './platform-sign-in.ts'

/** The Identity System that `SIGN_IN` names. */
export function staffIdentity(house: House): StaffIdentity {
  const { signIn, oidc } = house.config
  if (signIn.kind === 'platform') return platformIdentity(house, signIn)
  return {
    signInUrl: (flow, more) => signInUrl(house, flow, more),
    confirm: (flow, search) => confirmSignIn(house, flow, search),
    signOutUrl: (idToken) => signOutUrl(house, idToken),
    rule: oidc,
  }
}
