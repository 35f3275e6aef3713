import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CookieBrowser } from './cookie-browser.ts'
import { readPageForm } from './read-page-form.ts'
import { FEED_TOKEN, type Home, type RunningIdentity } from './run-identity.ts'
import type { wholeNetwork } from './whole-network.ts'

export type Administrator = Awaited<ReturnType<typeof signInToAdmin>>

/** Somebody at the administration pages, in a browser that keeps cookies. */
export async function signInToAdmin(identity: RunningIdentity, userId = 'ada', company = 'hub', code = '') {
  const browser = new CookieBrowser()
  const address = (path: string) => `${identity.url}/admin${path}`
  const page = await browser.get(address('/sign-in'))
  const form = readPageForm(page.text, /<form method="post" action="\/admin\/sign-in/)
  form.set('email', `${userId}@${company}.example`)
  form.set('password', await identity.passwordOf(userId))
  form.set('code', code)
  const landed = await browser.post(page.url, form)
  return {
    browser,
    landed,
    get: (path: string) => browser.get(address(path)),
    /** Opens a page, changes its form, and sends it. */
    async change(path: string, edit: Record<string, string | string[] | undefined>, act = 'save') {
      const fields = readPageForm((await browser.get(address(path))).text)
      return browser.post(address(path), changed(fields, { ...edit, act }))
    },
    post: (
      path: string,
      fields: URLSearchParams | Record<string, string>,
      headers?: Record<string, string>,
    ) => browser.post(address(path), fields, headers),
    /** Presses one of the buttons that are forms of their own. */
    async press(path: string, act: string) {
      const { text } = await browser.get(address(path))
      const target = act.startsWith('/') ? `/admin${act}` : `/admin${path}/${act}`
      const fields = readPageForm(text, new RegExp(`<form [^>]*action="${target}"`))
      return browser.post(`${identity.url}${target}`, fields)
    },
  }
}

export function changed(
  fields: URLSearchParams,
  edit: Record<string, string | string[] | undefined>,
): URLSearchParams {
  const result = new URLSearchParams(fields)
  for (const [name, value] of Object.entries(edit)) {
    result.delete(name)
    for (const each of value === undefined ? [] : [value].flat()) result.append(name, each)
  }
  return result
}

export async function readFeed(identity: RunningIdentity): Promise<ReturnType<typeof wholeNetwork>> {
  const headers = { authorization: `Bearer ${FEED_TOKEN}` }
  return (await fetch(`${identity.url}/directory/snapshot`, { headers })).json()
}

export async function readLog(home: Home): Promise<{ text: string; entries: Record<string, unknown>[] }> {
  const text = await readFile(join(home.dataDir, 'admin-log.jsonl'), 'utf8')
  return {
    text,
    entries: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}
