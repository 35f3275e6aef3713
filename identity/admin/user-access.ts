import { html, type Markup } from '../markup.ts'
import { sendTo } from '../send-page.ts'
import { randomPassword } from '../user-passwords.ts'
import { endAllSessions } from './end-access.ts'
import { csrfField, show, showMissing, type Visit } from './visit.ts'
import { fill, inLanguage } from './words.ts'

export const USER_ACTS = ['password', 'second-factor', 'sessions'] as const
export type UserAct = (typeof USER_ACTS)[number]

/** Buttons for the sign-in of a user; each act is a form of its own. */
export function accessSection(visit: Visit, userId: string): Markup {
  const { words, works } = visit
  const { users: t } = words
  const button = (act: UserAct, label: string, hint: string) =>
    html`<form method="post" action="/admin/users/${userId}/${act}">${csrfField(visit)}<button class="plain small" type="submit">${label}</button><p class="hint">${hint}</p></form>`
  return html`<section class="aside access"><h2>${t.access}</h2>
  ${button('password', t.setPassword, t.setPasswordHint)}
  ${works.hasTotp(userId) ? button('second-factor', t.resetFactor, t.resetFactorHint) : html`<p class="hint">${t.noFactor}</p>`}
  ${button('sessions', t.endSessions, t.endSessionsHint)}</section>`
}

export async function actOnUser(visit: Visit, userId: string, act: UserAct): Promise<void> {
  const { works, desk, response } = visit
  const by = desk.administrator.id
  if (!desk.network.users.some(({ id }) => id === userId)) return showMissing(visit)
  const record = (name: string) => works.log.write({ by, act: name, kind: 'users', id: userId })
  if (act === 'password') {
    const password = randomPassword()
    await works.passwords.replace(userId, password)
    await record('password-reset')
    await endAllSessions(visit, userId)
    return showPassword(visit, userId, password)
  }
  if (act === 'second-factor') {
    works.resetTotp(userId)
    await record('second-factor-reset')
    await endAllSessions(visit, userId)
    return sendTo(response, `/admin/users/${userId}?done=factor`)
  }
  await endAllSessions(visit, userId)
  await record('sessions-ended')
  sendTo(response, `/admin/users/${userId}?done=sessions`)
}

/** Shown as the answer to the form and nowhere else: it is kept only as a hash. */
function showPassword(visit: Visit, userId: string, password: string): void {
  const { words, language, desk } = visit
  const user = desk.network.users.find(({ id }) => id === userId)
  const title = fill(words.users.passwordTitle, { name: inLanguage(user?.name, language) })
  show(
    visit,
    200,
    title,
    html`<h1>${title}</h1><p class="lead">${words.users.passwordLead}</p>
    <p class="password"><code dir="ltr">${password}</code></p>
    <p class="acts"><a class="primary" href="/admin/users/${userId}">${words.users.passwordDone}</a></p>`,
  )
}
