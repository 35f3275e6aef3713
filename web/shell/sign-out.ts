/** Ends the session here, and goes on to end it at the Identity System. */
export async function signOut(): Promise<void> {
  const response = await fetch('/auth/sign-out', {
    method: 'POST',
    headers: { accept: 'application/json' },
  }).catch(() => null)
  const answer: unknown = response?.ok ? await response.json().catch(() => null) : null
  const { redirectTo } = (answer ?? {}) as { redirectTo?: unknown }
  location.assign(typeof redirectTo === 'string' ? redirectTo : '/staff')
}
