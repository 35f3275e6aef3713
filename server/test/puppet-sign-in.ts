import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { PuppetIdentity } from './puppet-identity.ts'

type Headers = Record<string, string>
export const PUPPET_ORIGIN = 'http://127.0.0.1:3400'

/** A browser of one address that signs in at the puppet: what it sends and keeps, step by step. */
export function puppetBrowser(app: FastifyInstance, puppet: PuppetIdentity, address = '192.0.2.1') {
  const kept = new Map<string, string>()
  const cookie = () => [...kept].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (answer: LightMyRequestResponse) => {
    for (const { name, value } of answer.cookies) {
      if (value === '') kept.delete(name)
      else kept.set(name, value)
    }
    return answer
  }
  const send = async (method: 'GET' | 'POST', url: string, headers: Headers = {}, payload?: string) =>
    keep(
      await app.inject({
        ...{ method, url, remoteAddress: address },
        headers: { host: '127.0.0.1:3400', 'sec-fetch-site': 'same-origin', cookie: cookie(), ...headers },
        ...(payload === undefined ? {} : { payload }),
      }),
    )

  /** From the start to the answer that comes back; `claims` makes the ID token of the nonce. */
  const signIn = async (
    claims: (nonce: string) => Record<string, unknown>,
    { query = '', headers = {} as Headers } = {},
  ) => {
    const started = await send('GET', `/auth/sign-in${query}`, headers)
    const asked = new URL(String(started.headers.location)).searchParams
    puppet.says.idToken = await puppet.sign(claims(asked.get('nonce') ?? ''))
    const back = new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '', iss: puppet.issuer })
    const answer = await send('GET', `/auth/callback?${back}`, headers)
    return { started, asked, answer }
  }
  return { kept, send, signIn, cookie }
}
