import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '../contract/languages.ts'
import { forms as arabicForms } from '../texts/ar/forms.ts'
import { portal as arabicPortal } from '../texts/ar/portal.ts'
import { forms as englishForms } from '../texts/en/forms.ts'
import { portal as englishPortal } from '../texts/en/portal.ts'
import { openWindow, PHONE } from './browser.ts'
import type { RunningSystem } from './running-system.ts'

export const words = {
  en: { forms: englishForms, portal: englishPortal },
  ar: { forms: arabicForms, portal: arabicPortal },
} satisfies Partial<Record<Language, unknown>>

/** A customer with a phone in hand, and a browser in their language. */
export function openPhone(browser: Browser, system: RunningSystem, language: 'en' | 'ar') {
  return openWindow(browser, system, { ...PHONE, locale: language === 'ar' ? 'ar-IQ' : 'en-GB' })
}

/** The newest one-time code that the demo's mailbox holds for this address. */
export function codeMailedTo({ dataDir }: RunningSystem, address: string): string {
  const folder = join(dataDir, 'mailbox')
  const mails = readdirSync(folder)
    .filter((name) => name.startsWith('customer-code.') && name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Mail)
    .filter(({ to }) => to === address)
    .toSorted((a, b) => a.at.localeCompare(b.at))
  const code = /^\d{6}$/m.exec(mails.at(-1)?.text ?? '')?.[0]
  if (!code) throw new Error(`No code was mailed to ${address}`)
  return code
}
type Mail = { to: string; at: string; text: string }

/** Sends the form and gives the number and the tracking link of the page that follows. */
export async function sendRequest(
  page: Page,
  language: 'en' | 'ar',
): Promise<{ number: string; link: string }> {
  const { forms, portal } = words[language]
  await page.getByRole('button', { name: forms.send }).click()
  await page.getByRole('heading', { name: portal['sent.title'] }).waitFor()
  const text = await page.locator('main').innerText()
  const number = /\b(?:GI|VQ|SSC|SB|TD)-\d+\b/.exec(text)?.[0]
  const link = /\S+\/track#[\w-]+/.exec(text)?.[0]
  if (!number || !link) throw new Error(`No number or link on the page:\n${text}`)
  return { number, link: link.startsWith('http') ? link : `http://${link}` }
}
