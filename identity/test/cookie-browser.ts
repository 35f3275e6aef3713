/** Follows redirects and keeps cookies, as a browser does, until the way leads to another origin. */
export class CookieBrowser {
  private readonly cookies = new Map<string, { value: string; path: string }>()

  async get(address: string | URL): Promise<Visit> {
    return this.visit(new URL(address), { method: 'GET' })
  }

  async post(
    address: string | URL,
    fields: Record<string, string> | URLSearchParams,
    headers: Record<string, string> = {},
  ): Promise<Visit> {
    return this.visit(new URL(address), { method: 'POST', body: new URLSearchParams(fields), headers })
  }

  private async visit(start: URL, first: RequestInit): Promise<Visit> {
    let url = start
    let init = first
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(url, {
        ...init,
        headers: { ...init.headers, cookie: this.cookieHeader(url) },
        redirect: 'manual',
      })
      this.keepCookies(response, url)
      const location = response.headers.get('location')
      if (!location)
        return { url, status: response.status, headers: response.headers, text: await response.text() }
      url = new URL(location, url)
      if (url.origin !== start.origin)
        return { url, status: response.status, headers: response.headers, text: '' }
      init = { method: 'GET' }
    }
    throw new Error(`too many redirects, last ${url}`)
  }

  private cookieHeader(url: URL): string {
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path))
    return sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
  }

  private keepCookies(response: Response, url: URL): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const split = pair.indexOf('=')
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? url.pathname
      const value = pair.slice(split + 1)
      if (value) this.cookies.set(pair.slice(0, split), { value, path })
      else this.cookies.delete(pair.slice(0, split))
    }
  }
}

export interface Visit {
  url: URL
  status: number
  headers: Headers
  text: string
}
