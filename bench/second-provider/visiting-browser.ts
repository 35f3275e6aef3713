import type { Glewlwyd, Person } from './start-glewlwyd.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

/**
 * What a browser does between the product and glewlwyd. Its own pages need scripts, so what they would send to its API
 * is sent here; everything between the two systems goes by the addresses that they give.
 */
export class VisitingBrowser {
  readonly cookies = new Map<string, string>()
  private readonly application: string
  private readonly provider: Glewlwyd
  constructor(application: string, provider: Glewlwyd) {
    this.application = application
    this.provider = provider
  }

  /** Gives name and password to glewlwyd, and lets the application know who it is. */
  async enter({ username, password }: Person): Promise<void> {
    const origin = new URL(this.provider.issuer).origin
    const entered = await this.send('POST', `${origin}/api/auth/`, JSON.stringify({ username, password }))
    if (!entered.ok) throw new Error(`glewlwyd did not let ${username} in: ${entered.status}`)
    const grant = `${origin}/api/auth/grant/${this.provider.client.id}/`
    const granted = await this.send('PUT', grant, JSON.stringify({ scope: 'openid' }))
    if (!granted.ok) throw new Error(`glewlwyd did not grant: ${granted.status} ${await granted.text()}`)
  }

  /** From the product to glewlwyd and back; gives where it ended, or the status of a page that says why not. */
  async signIn(path: string): Promise<string> {
    let address = `${this.application}${path}`
    for (let hops = 0; hops < 8; hops += 1) {
      const answer = await this.send('GET', address)
      const location = answer.headers.get('location')
      if (!location) return `${answer.status} ${address}`
      const next = new URL(location, address)
      // Its sign-in page: whoever has entered goes back to where it was asked, saying so.
      const back = next.pathname.endsWith('login.html') ? next.searchParams.get('callback_url') : null
      address = back ? `${back}${back.includes('?') ? '&' : '?'}g_continue` : next.href
      if (next.origin === this.application && !next.pathname.startsWith('/auth/')) return address
    }
    throw new Error(`too many turns, last ${address}`)
  }

  async userId(): Promise<string | null> {
    const answer = await this.send('GET', `${this.application}/api/v1/session`)
    return ((await answer.json()) as { user: { id: string } | null }).user?.id ?? null
  }

  /** Ends the session at glewlwyd, as the page does that it shows to whoever signs out. */
  async signOutThere(): Promise<void> {
    const hint = this.cookies.get('ic_hint') ?? ''
    const { sid } = JSON.parse(Buffer.from(hint.split('.')[1] ?? '', 'base64url').toString()) as {
      sid: string
    }
    const ended = await this.send('DELETE', `${this.provider.issuer}/session/${sid}/`)
    if (!ended.ok) throw new Error(`glewlwyd did not end the session: ${ended.status}`)
  }

  private async send(method: string, address: string, body?: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...(body === undefined ? {} : JSON_TYPE) }
    const answer = await fetch(address, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const split = pair.indexOf('=')
      const value = pair.slice(split + 1)
      if (value === '') this.cookies.delete(pair.slice(0, split))
      else this.cookies.set(pair.slice(0, split), value)
    }
    return answer
  }
}
