import type { NetworkFile, NetworkUser } from './network-file.ts'
import type { SecondFactors } from './second-factors.ts'
import type { Attempt, SignInAttempts } from './sign-in-attempts.ts'
import type { UserPasswords } from './user-passwords.ts'

export interface PasswordProof {
  /** The e-mail address, in any case. */
  login: string
  password: string
  /** Network address that the request comes from. */
  address: string
}

export interface Credentials extends PasswordProof {
  /** Code of the authenticator app; needed from who has set one up. */
  code?: string | undefined
}

export interface CredentialCheck {
  /** The person whose password this is, and the counted try, which the caller gives back when all is proved. */
  checkPassword(proof: PasswordProof): Promise<{ user: NetworkUser; attempt: Attempt } | undefined>
  /** True if this is the person's code, which it is only once. */
  checkCode(userId: string, code: string): Promise<boolean>
  /**
   * The person, if everything that they need is proved. Undefined tells nothing about which part failed, or that there
   * were too many tries. Who needs a second factor and has none is refused too, unless it is to set one up.
   */
  checkCredentials(
    credentials: Credentials,
    purpose?: 'sign-in' | 'own-account',
  ): Promise<NetworkUser | undefined>
  needsSecondFactor(user: NetworkUser): boolean
  /** Takes a person's second factor away; where one is needed, the next sign-in sets up another. */
  resetTotp(userId: string): Promise<void>
}

interface Parts {
  networkFile: NetworkFile
  passwords: UserPasswords
  factors: SecondFactors
  attempts: SignInAttempts
  /** Who must have a second factor. */
  secondFactor: { everybody: boolean; roles: string[] }
}

export function createCredentialCheck(parts: Parts): CredentialCheck {
  const { networkFile, passwords, factors, attempts, secondFactor } = parts

  const needsSecondFactor = (user: NetworkUser) =>
    secondFactor.everybody || user.roles.some((role) => secondFactor.roles.includes(role))

  async function checkPassword({ login, password, address }: PasswordProof) {
    const email = login.trim().toLowerCase().slice(0, 254)
    const attempt = await attempts.start(email, address)
    const user = (await networkFile.current()).userByEmail.get(email)
    if (user) await passwords.ensure([user.id])
    const fits = await passwords.verify(user?.id, password)
    if (!attempt.allowed || !fits || !user?.active) return undefined
    return { user, attempt }
  }

  async function checkCode(userId: string, code: string) {
    const attempt = await attempts.startCode(userId)
    if (!attempt.allowed || !factors.accept(userId, code)) return false
    await attempt.succeeded()
    return true
  }

  async function checkCredentials(credentials: Credentials, purpose = 'sign-in') {
    const known = await checkPassword(credentials)
    if (!known) return undefined
    const { user, attempt } = known
    if (factors.has(user.id)) {
      if (!(await checkCode(user.id, credentials.code ?? ''))) return undefined
    } else if (purpose === 'sign-in' && needsSecondFactor(user)) return undefined
    await attempt.succeeded()
    return user
  }

  async function resetTotp(userId: string) {
    factors.reset(userId)
    await attempts.forgetCodes(userId)
  }

  return { checkPassword, checkCode, checkCredentials, needsSecondFactor, resetTotp }
}
