import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admin as arabic } from '../texts/ar/admin.ts'
import { admin as english } from '../texts/en/admin.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, PHONE } from './browser.ts'
import { type RunningSystem, startSystem } from './running-system.ts'
import { personWith, signIn } from './staff-desk.ts'

const { clients, log, nav, roles } = english

describe('the administration pages, in a browser', () => {
  let system: RunningSystem
  let browser: Browser
  beforeAll(async () => {
    system = await startSystem()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await system?.stop()
  })
  const goTo = (page: Page, name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

  it('let an administrator change a role and make a client, and show both in the security log', async () => {
    const { page, errors } = await signIn(browser, system, personWith(system, { role: 'distributor-admin' }))
    await page.locator('.me').click()
    await page.getByRole('menuitem', { name: 'Administration' }).click()
    await page.getByRole('heading', { name: nav.directory, exact: true }).waitFor()
    await page.getByText(english.directory.current).waitFor()
    await expectAccessible(page, 'directory')

    await goTo(page, nav.roles)
    const cell = page.getByRole('checkbox', { name: `Auditor: ${roles.actions['tickets-create']}` })
    await cell.check()
    // Another page and back: what was chosen is still there, and still not saved.
    await goTo(page, nav.log)
    await goTo(page, nav.roles)
    expect(await cell.isChecked()).toBe(true)
    await page.getByText(roles.changes).waitFor()
    await expectAccessible(page, 'roles with a change')
    await page.getByRole('button', { name: roles.save, exact: true }).click()
    await page.getByText(roles.saved).waitFor()

    await goTo(page, nav.clients)
    await page.getByRole('button', { name: clients.make }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: clients.create }).click()
    await dialog.getByText(english.required).waitFor()
    await dialog.getByRole('textbox', { name: clients.name, exact: true }).fill('Kiosk')
    await dialog.getByLabel(clients.origins).fill('https://kiosk.example')
    await expectAccessible(page, 'form of a client')
    await dialog.getByRole('button', { name: clients.create }).click()
    const secret = page.getByLabel(clients.secretLabel.replace('{{name}}', 'Kiosk')).first()
    expect(await secret.inputValue()).toMatch(/^ick_[a-z0-9]{8}_/)
    await expectAccessible(page, 'secret of a client')
    await page.getByRole('button', { name: clients.secretDone }).click()
    await page.getByRole('link', { name: /Kiosk/ }).click()
    await page.getByText('https://kiosk.example', { exact: true }).waitFor()
    expect(await page.content()).not.toMatch(/ick_(?!pub_)/)
    await expectAccessible(page, 'a client')

    await goTo(page, nav.log)
    await page.getByText(log.said['client-created'].replace('{{subject}}', 'Kiosk')).waitFor()
    await page.getByText(log.said['setting-roles']).waitFor()
    await page.getByText(roles.actions['tickets-create']).waitFor()
    await expectAccessible(page, 'security log')
    expect(errors).toEqual([])
  })

  it('show an auditor the log alone, in Arabic on a phone', async () => {
    const { page, errors } = await signIn(browser, system, personWith(system, { role: 'auditor' }), {
      ...PHONE,
      language: 'ar',
    })
    await page.goto('/admin')
    await page.getByRole('heading', { name: arabic.nav.log }).waitFor()
    await page.getByText(arabic.log.said['sign-in']).first().waitFor()
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual([
      arabic.nav.log,
      arabic.toTickets,
    ])
    await expectAccessible(page, 'security log, Arabic')
    await expectNoSidewaysScroll(page, 'security log, Arabic')
    expect(errors).toEqual([])
  })
})
