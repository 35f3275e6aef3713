import type { IncomingMessage, ServerResponse } from 'node:http'
import { html, type Markup } from '../markup.ts'
import type { NetworkUser } from '../network-file.ts'
import type { NetworkStore } from '../network-store.ts'
import { renderPage } from '../page.ts'
import type { PageLanguage } from '../page-texts.ts'
import { sendPage } from '../send-page.ts'
import { organisationName } from '../sign-in-page.ts'
import type { UserPasswords } from '../user-passwords.ts'
import type { AdminLog } from './admin-log.ts'
import type { AdminSession, AdminSessions } from './admin-sessions.ts'
import type { Desk } from './editor.ts'
import { inLanguage, wordsIn } from './words.ts'
import type { Words } from './words-en.ts'

/** What the administration pages are made of. */
export interface AdminParts {
  issuer: URL
  store: NetworkStore
  passwords: UserPasswords
  /** The person, if all that they need is proved; tells nothing about what was wrong. */
  checkCredentials(proof: {
    login: string
    password: string
    code: string
    address: string
  }): Promise<NetworkUser | undefined>
  hasTotp(userId: string): boolean
  resetTotp(userId: string): void
  /** Ends all that a person has open, but not `kept`: the session from which they do it themselves. */
  endSessionsOf(userId: string, kept?: AdminSession): Promise<void>
  /** The network address of a caller. */
  addressOf(request: IncomingMessage): string
  sessions: AdminSessions
  adminRoles: string[]
  report(line: string): void
}

export interface AdminWorks extends AdminParts {
  log: AdminLog
}

/** One request of a signed-in administrator. */
export interface Visit {
  works: AdminWorks
  request: IncomingMessage
  response: ServerResponse
  url: URL
  session: AdminSession
  desk: Desk
  language: PageLanguage
  words: Words
}

export const SECTIONS = ['companies', 'branches', 'teams', 'users', 'roles'] as const

export async function visitOf(
  works: AdminWorks,
  request: IncomingMessage,
  response: ServerResponse,
  {
    url,
    session,
    language,
    administrator,
  }: Pick<Visit, 'url' | 'session' | 'language'> & { administrator: NetworkUser },
): Promise<Visit> {
  const { network } = await works.store.current()
  const desk: Desk = { network, administrator, adminRoles: works.adminRoles, today: dayIn }
  return { works, request, response, url, session, desk, language, words: wordsIn(language) }
}

export function csrfField({ session }: Visit): Markup {
  return html`<input type="hidden" name="csrf" value="${session.csrf}">`
}

/** Sends a page of the administration with its list of sections. */
export function show(visit: Visit, status: number, title: string, body: Markup): void {
  const { words, language, url, desk, response } = visit
  const section = url.pathname.split('/')[url.pathname.startsWith('/admin/new/') ? 3 : 2] ?? ''
  const link = (path: string, name: string, current: boolean) =>
    html`<li><a href="${path}"${current && html` aria-current="${url.pathname === path ? 'page' : 'true'}"`}>${name}</a></li>`
  const page = renderPage({
    language,
    title: `${title} · ${words.area}`,
    organisation: organisationName(desk.network, language),
    otherLanguage: { href: otherLanguageOf(url, language), name: words.otherLanguage },
    head: html`<link rel="stylesheet" href="/assets/admin.css">`,
    work: {
      account: html`<form class="account" method="post" action="/admin/sign-out">${csrfField(visit)}<span class="me">${inLanguage(desk.administrator.name, language)}</span><button class="link" type="submit">${words.signOut}</button></form>`,
      nav: html`<a class="skip" href="#content">${words.skip}</a><nav aria-label="${words.area}"><ul class="sections">${link('/admin', words.nav.overview, section === '')}${SECTIONS.map((each) => link(`/admin/${each}`, words.nav[each], section === each))}</ul></nav>`,
    },
    body,
  })
  sendPage(response, status, page)
}

export function showMissing(visit: Visit): void {
  const { words } = visit
  show(
    visit,
    404,
    words.missingTitle,
    html`<h1>${words.missingTitle}</h1><p class="lead">${words.missing}</p>`,
  )
}

/** Good news after a change. */
export function doneNote({ url, words, request }: Visit): Markup | undefined {
  if (request.method === 'POST') return undefined
  const notes: Record<string, string> = {
    ...{ saved: words.saved, created: words.created, moved: words.moved },
    ...{ sessions: words.sessionsEnded, factor: words.factorReset },
  }
  const note = notes[url.searchParams.get('done') ?? '']
  return note ? html`<p class="done" role="status">${note}</p>` : undefined
}

export function otherLanguageOf(url: URL, language: PageLanguage): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('done')
  query.set('lang', language === 'ar' ? 'en' : 'ar')
  return `${url.pathname}?${query}`
}

function dayIn(timeZone: string | null | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC', dateStyle: 'short' }).format(
    new Date(),
  )
}
