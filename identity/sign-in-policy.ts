import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { NetworkFile, NetworkUser } from './network-file.ts'

/** Authentication context classes (`acr`), as REFEDS defines them: one factor, and more than one. */
export const ONE_FACTOR = 'https://refeds.org/profile/sfa'
export const SECOND_FACTOR = 'https://refeds.org/profile/mfa'

/** How somebody proved who they are, as `amr` (RFC 8176) and `acr` say it. */
export function proofOf(withCode: boolean): { amr: string[]; acr: string } {
  return withCode ? { amr: ['pwd', 'otp'], acr: SECOND_FACTOR } : { amr: ['pwd'], acr: ONE_FACTOR }
}

/** True if the application asks for more than a password: `acr_values` names only that. */
export function asksSecondFactor(acrValues: unknown): boolean {
  const values = typeof acrValues === 'string' ? acrValues.split(' ') : []
  return values.includes(SECOND_FACTOR) && !values.includes(ONE_FACTOR)
}

/**
 * When a session here does not suffice and the person signs in again: besides `prompt=login` and `max_age`, where a
 * second factor is asked for or needed and the session has none, and where the person has left.
 */
export function signInPolicy(
  networkFile: NetworkFile,
  needsSecondFactor: (user: NetworkUser) => boolean,
): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const add = (reason: string, description: string, check: (ctx: KoaContextWithOIDC) => Promise<boolean>) =>
    policy.get('login')?.checks.add(new interactionPolicy.Check(reason, description, 'login_required', check))

  add('account_left', 'the account is not active', async ({ oidc }) =>
    Boolean(oidc.session?.accountId && !oidc.account),
  )
  add('second_factor', 'a second factor is needed', async ({ oidc }) => {
    const { session, params } = oidc
    if (!session?.accountId || session.amr?.includes('otp')) return false
    const user = (await networkFile.current()).userById.get(session.accountId)
    return asksSecondFactor(params?.acr_values) || (user !== undefined && needsSecondFactor(user))
  })
  return policy
}
