import type { Config } from './platform/config.ts'

/** What an operator chose and should know the price of, one line each; said in the log at every start. */
export function startWarnings({ database, signIn }: Pick<Config, 'database' | 'signIn'>): string[] {
  const warnings: string[] = []
  if (database.singleRole)
    warnings.push(
      'DATABASE_SINGLE_ROLE: row-level security does not bind this program, and it could change the event log',
    )
  if (signIn.kind === 'platform')
    warnings.push(
      'SIGN_IN=platform: a dangerous act asks for going there once more, which a browser that is still signed in there passes without a password',
    )
  return warnings
}
