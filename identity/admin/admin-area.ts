import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { html } from '../markup.ts'
import { choosePageLanguage } from '../page-texts.ts'
import { readForm } from '../read-form.ts'
import { sendTo } from '../send-page.ts'
import { cookieOf, setCookie } from './admin-cookies.ts'
import { openAdminLog } from './admin-log.ts'
import { SESSION_COOKIE, sameSecret } from './admin-sessions.ts'
import { answerAdminSignIn } from './admin-sign-in.ts'
import { saveThing, showThing } from './edit-thing.ts'
import type { EditedKind } from './editor.ts'
import { showList } from './lists.ts'
import { saveBranchMove, showBranchMove } from './move-branch-page.ts'
import { showOverview, showRoles } from './overview.ts'
import { actOnUser, USER_ACTS } from './user-access.ts'
import { type AdminParts, type AdminWorks, show, showMissing, type Visit, visitOf } from './visit.ts'

export const LOG_FILE = 'admin-log.jsonl'
/** A branch with many hours and holidays, in Arabic. */
const FORM_BYTES = 256 * 1024

/** The administration pages below `/admin`: for people with one of the administrator roles, and nobody else. */
export function createAdminArea(parts: AdminParts & { dataDir: string; now?: () => number }) {
  const clock = parts.now ?? Date.now
  const works: AdminWorks = {
    ...parts,
    log: openAdminLog(join(parts.dataDir, LOG_FILE), () => new Date(clock())),
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const acceptLanguage = request.headers['accept-language']
    const chosen = url.searchParams.get('lang')
    if (url.pathname === '/admin/sign-in') {
      return answerAdminSignIn(works, request, response, url, choosePageLanguage({ chosen, acceptLanguage }))
    }
    const session = works.sessions.find(cookieOf(request, SESSION_COOKIE))
    const { userById } = await works.store.current()
    const administrator = session && userById.get(session.userId)
    // Asked at each request: who has lost the role or was deactivated is out at once.
    const may = administrator?.active && administrator.roles.some((role) => works.adminRoles.includes(role))
    if (!session || !administrator || !may) return askToSignIn(request, response, url)
    if (chosen === 'en' || chosen === 'ar') session.language = chosen
    const language = choosePageLanguage({
      chosen: session.language,
      uiLocales: administrator.language,
      acceptLanguage,
    })
    const visit = await visitOf(works, request, response, { url, session, language, administrator })
    if (request.method !== 'POST') return answerPage(visit)
    const form = await readForm(request, FORM_BYTES)
    if (!isOwnForm(visit, form)) return showForbidden(visit)
    return answerForm(visit, form)
  }
}

async function answerPage(visit: Visit): Promise<void> {
  const { pathname } = visit.url
  if (pathname === '/admin' || pathname === '/admin/') return showOverview(visit)
  if (pathname === '/admin/roles') return showRoles(visit)
  const place = placeOf(pathname)
  if (!place || (place.act && place.act !== 'move')) return showMissing(visit)
  if (place.act === 'move') return showBranchMove(visit, place.id ?? '')
  if (place.id !== undefined || place.isNew) return showThing(visit, place.kind, place.id)
  return showList(visit, place.kind)
}

async function answerForm(visit: Visit, form: URLSearchParams): Promise<void> {
  const { works, request, response, url, desk } = visit
  if (url.pathname === '/admin/sign-out') {
    works.sessions.end(cookieOf(request, SESSION_COOKIE))
    setCookie(response, works.issuer, SESSION_COOKIE, '')
    await works.log.write({ by: desk.administrator.id, act: 'signed-out' })
    return sendTo(response, '/admin/sign-in')
  }
  const place = placeOf(url.pathname)
  const act = USER_ACTS.find((each) => each === place?.act)
  if (place?.act === 'move' && place.id) return saveBranchMove(visit, place.id, form)
  if (act && place?.id) return actOnUser(visit, place.id, act)
  if (!place || place.act || (place.id === undefined && !place.isNew)) return showMissing(visit)
  return saveThing(visit, place.kind, place.id, form)
}

interface Place {
  kind: EditedKind
  id: string | undefined
  isNew: boolean
  act: string | undefined
}

/** `/admin/branches`, `/admin/branches/<id>`, `/admin/branches/<id>/move`, `/admin/new/branches`, and so on. */
function placeOf(path: string): Place | undefined {
  const [, fresh, kind, id, act] =
    /^\/admin(\/new)?\/(companies|branches|teams|users)(?:\/([\w.:-]+)(?:\/([a-z-]+))?)?$/.exec(path) ?? []
  if (!kind || (fresh && id !== undefined)) return undefined
  const fits =
    act === undefined || (kind === 'branches' ? act === 'move' : kind === 'users' && act !== 'move')
  return fits ? { kind: kind as EditedKind, id, isNew: fresh !== undefined, act } : undefined
}

function askToSignIn(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const plain = url.pathname === '/admin' || url.pathname === '/admin/sign-out'
  const back = request.method === 'POST' ? url.pathname : `${url.pathname}${url.search}`
  sendTo(response, plain ? '/admin/sign-in' : `/admin/sign-in?next=${encodeURIComponent(back)}`)
}

/** The token of the session stands in the form, and the browser does not say that the form stood elsewhere. */
function isOwnForm({ request, session, works }: Visit, form: URLSearchParams): boolean {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  // Without a referrer, browsers name the origin of a form "null".
  const elsewhere = origin !== undefined && origin !== 'null' && origin !== works.issuer.origin
  return (
    !elsewhere && (site === undefined || site === 'same-origin') && sameSecret(form.get('csrf'), session.csrf)
  )
}

function showForbidden(visit: Visit): void {
  const { words } = visit
  show(
    visit,
    403,
    words.forbiddenTitle,
    html`<h1>${words.forbiddenTitle}</h1><p class="lead">${words.forbidden}</p>`,
  )
}
