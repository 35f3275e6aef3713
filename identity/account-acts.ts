import type { Done, PasswordFault } from './account-pages.ts'
import type { AccountVisit } from './account-visits.ts'
import type { CredentialCheck } from './check-credentials.ts'
import type { NetworkUser } from './network-file.ts'
import type { BriefMemory } from './remember-briefly.ts'
import { makeFactorSecret, type SecondFactors } from './second-factors.ts'
import type { UserPasswords } from './user-passwords.ts'

interface Parts {
  passwords: UserPasswords
  credentials: CredentialCheck
  factors: SecondFactors
  visits: BriefMemory<AccountVisit>
  endSessionsOf(userId: string): Promise<void>
  /** Ends what a proof that counts no more has opened at the administration pages. */
  endAdminSessionsOf(userId: string): void
  report(line: string): void
}

interface Visitor {
  user: NetworkUser
  /** Under which the visit is remembered. */
  key: string
  visit: AccountVisit
}

/** What comes after an act: another page, or the same one with what was wrong. */
export type Outcome =
  | { next: '' | 'set-up'; done?: Done }
  | { passwordFault: PasswordFault }
  | { codeRefused: true }

type Act = (visitor: Visitor, form: URLSearchParams) => Outcome | Promise<Outcome>

/** What somebody may do with their own account, by the last part of the address that the form is sent to. */
export function accountActs(parts: Parts): ReadonlyMap<string, Act> {
  const { passwords, credentials, factors, visits, report } = parts
  return new Map<string, Act>([
    [
      'set-up',
      ({ key, visit }) => {
        visits.set(key, { ...visit, secret: makeFactorSecret() })
        return { next: 'set-up' }
      },
    ],
    [
      'confirm',
      ({ user, key, visit }, form) => {
        if (!visit.secret) return { next: '' }
        if (!factors.enrol(user.id, visit.secret, form.get('code') ?? '')) return { codeRefused: true }
        visits.set(key, { ...visit, secret: undefined })
        parts.endAdminSessionsOf(user.id)
        report(`second factor set up: ${user.id}`)
        return { next: '', done: 'factorOn' }
      },
    ],
    [
      'turn-off',
      async ({ user }) => {
        if (credentials.needsSecondFactor(user)) return { next: '' }
        await credentials.resetTotp(user.id)
        parts.endAdminSessionsOf(user.id)
        report(`second factor turned off: ${user.id}`)
        return { next: '', done: 'factorOff' }
      },
    ],
    [
      'password',
      async ({ user }, form) => {
        const password = form.get('new') ?? ''
        const fault = passwordFault(password, form.get('repeat') ?? '', user)
        if (fault) return { passwordFault: fault }
        await passwords.replace(user.id, password)
        report(`password changed: ${user.id}`)
        await parts.endSessionsOf(user.id)
        return { next: '', done: 'passwordChanged' }
      },
    ],
    [
      'leave',
      ({ key }) => {
        visits.delete(key)
        return { next: '' }
      },
    ],
  ])
}

function passwordFault(password: string, repeated: string, user: NetworkUser): PasswordFault | undefined {
  if (password.length < 12) return 'tooShort'
  if (password.length > 200) return 'tooLong'
  if (password.toLowerCase() === user.email.toLowerCase()) return 'isYourAddress'
  return password === repeated ? undefined : 'notTheSame'
}
