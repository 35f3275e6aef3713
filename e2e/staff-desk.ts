import type { Browser, Page } from 'playwright-core'
import { DESK, openWindow } from './browser.ts'
import type { RunningSystem } from './running-system.ts'

type DemoUser = RunningSystem['access']['users'][number]

/** The first demo person of whom all of this is true. */
export function personWith(system: RunningSystem, wanted: Partial<DemoUser>): DemoUser {
  const found = system.access.users.find((user) =>
    Object.entries(wanted).every(([name, value]) => user[name as keyof DemoUser] === value),
  )
  if (!found) throw new Error(`No demo person with ${JSON.stringify(wanted)}`)
  return found
}

/** Signs in through the Identity System's own page and gives the workspace in a window of its own. */
export async function signIn(
  browser: Browser,
  system: RunningSystem,
  user: DemoUser,
  { language = 'en', ...options }: { language?: 'en' | 'ar' } & Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; errors: string[] }> {
  const { context, page, errors } = await openWindow(browser, system, { ...DESK, ...options })
  const { hostname } = new URL(system.url)
  await context.addCookies([{ name: 'ic_lang', value: language, domain: hostname, path: '/' }])
  await page.goto(`/auth/sign-in?returnTo=/staff&lang=${language}`)
  await page.fill('#email', user.email)
  await page.fill('#password', user.password)
  await page.press('#password', 'Enter')
  await page.waitForURL(/\/staff\/v\//)
  return { page, errors }
}

/** Opens a view by its name in the navigation, and a ticket in it by its number. */
export async function openTicket(page: Page, view: string, number: string): Promise<void> {
  const links = page.getByRole('navigation').getByRole('link')
  await links.filter({ has: page.getByText(view, { exact: true }) }).click()
  await page.locator(`a[data-number="${number}"]`).click()
  await page.getByText(number, { exact: true }).last().waitFor()
}

/** Assigns the open ticket with the keyboard: A, a few letters, Enter. */
export async function assignTo(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('a')
  const ask = page.getByRole('combobox')
  await ask.fill(letters)
  await page.getByRole('option').first().waitFor()
  await ask.press('Enter')
  await ask.waitFor({ state: 'detached' })
}
