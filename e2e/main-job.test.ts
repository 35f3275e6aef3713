import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, openBrowser } from './browser.ts'
import { openPhone, sendRequest, words } from './customer-phone.ts'
import { type RunningSystem, startSystem } from './running-system.ts'
import { assignTo, openTicket, personWith, signIn } from './staff-desk.ts'

describe('the main job, in a browser', () => {
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

  it('takes a test drive in Arabic from a phone to the right branch by itself', async () => {
    const { forms, portal } = words.ar
    const { page, errors } = await openPhone(browser, system, 'ar')
    await page.goto('/')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await expectAccessible(page, 'portal home, Arabic')
    await expectNoSidewaysScroll(page, 'portal home, Arabic')
    await page.getByRole('link', { name: portal['door.test-drive'] }).click()

    await page.getByRole('radio', { name: 'تافرو' }).check()
    await page.getByRole('radio', { name: 'مارن' }).check()
    await expectAccessible(page, 'form, step 1')
    await page.getByRole('button', { name: forms.continue }).click()
    // One branch in Kirkuk lets drive a Tavro; the customer lets us choose.
    await page.getByRole('combobox').selectOption('kirkuk')
    await expectAccessible(page, 'form, step 2')
    await expectNoSidewaysScroll(page, 'form, step 2')
    await page.getByRole('button', { name: forms.continue }).click()

    // Sent too early: the page says what is missing, and keeps all.
    await page.getByRole('button', { name: forms.send }).click()
    await page.getByRole('alert').first().waitFor()
    await expectAccessible(page, 'form with errors')
    await page.getByRole('radio', { name: 'نعم' }).check()
    await page.getByLabel(forms['name.label']).fill('لانا قادر')
    await page.getByLabel(forms['phone.label']).fill('٠٧٥٠ ٠٠٠ ٤٤١٧')
    const { number, link } = await sendRequest(page, 'ar')
    expect(number).toMatch(/^TD-/)
    await expectAccessible(page, 'after sending')
    await expectNoSidewaysScroll(page, 'after sending')

    await page.goto(link)
    await page.getByText(number).first().waitFor()
    // The secret has left the address.
    expect(new URL(page.url()).hash).toBe('')
    expect(await page.locator('main').innerText()).toContain('زيرين للسيارات')
    await expectAccessible(page, 'tracking page, Arabic')

    const agent = await signIn(
      browser,
      system,
      personWith(system, { role: 'branch-agent', branch: 'Kirkuk' }),
      {
        language: 'ar',
      },
    )
    await agent.page
      .locator(`a[data-number="${number}"]`)
      .or(agent.page.getByRole('navigation'))
      .first()
      .waitFor()
    await openTicket(agent.page, 'تجربة قيادة', number)
    expect(await agent.page.locator('html').getAttribute('dir')).toBe('rtl')
    await expectAccessible(agent.page, 'workspace, Arabic')
    expect([...errors, ...agent.errors]).toEqual([])
  })

  it('takes an inquiry from the review queue over a dealer and a team to Resolved, and the customer sees each step', async () => {
    const { forms, portal } = words.en
    const { page: phone, errors } = await openPhone(browser, system, 'en')
    await phone.goto('/request/general-inquiry')
    await phone.getByRole('radio', { name: forms['topic.information'] }).check()
    const question = 'Do you have winter tyres for the Marn?'
    await phone.getByLabel(forms['message.label']).fill(question)
    await phone.getByRole('button', { name: forms.continue }).click()
    const next = phone.getByRole('button', { name: forms.continue })
    if (!(await phone.getByLabel(forms['name.label']).isVisible())) await next.click()
    await phone.getByLabel(forms['name.label']).fill('Dana Rasul')
    await phone.getByLabel(forms['email.label']).fill('dana.rasul@customer.example')
    const { number, link } = await sendRequest(phone, 'en')
    await phone.goto(link)
    await phone.getByText(portal['now.new']).waitFor()

    const coordinator = await signIn(browser, system, personWith(system, { role: 'coordinator' }))
    await openTicket(coordinator.page, 'Review queue', number)
    await expectAccessible(coordinator.page, 'workspace, review queue')
    await assignTo(coordinator.page, 'Rubar Motors')

    const manager = await signIn(
      browser,
      system,
      personWith(system, { role: 'dealer-manager', company: 'Rubar Motors' }),
    )
    await openTicket(manager.page, 'My company', number)
    await assignTo(manager.page, 'Erbil sales desk')

    const agent = await signIn(
      browser,
      system,
      personWith(system, { role: 'team-agent', team: 'Erbil sales desk' }),
    )
    await openTicket(agent.page, 'Erbil sales desk', number)
    await agent.page.getByRole('button', { name: 'Accept' }).click()
    await agent.page.getByRole('button', { name: 'Status: In Progress' }).waitFor()

    // A note stays inside; a reply goes out.
    await agent.page.getByRole('tab', { name: 'Company note' }).click()
    await agent.page
      .getByRole('textbox', { name: /Write a note/ })
      .fill('Price list says 90, do not promise it.')
    await agent.page.getByRole('button', { name: 'Add note' }).click()
    await agent.page.getByText('Price list says 90, do not promise it.').waitFor()
    await agent.page.getByRole('tab', { name: 'Public reply' }).click()
    const reply = 'Yes, we have them from Saturday.'
    await agent.page.getByRole('textbox', { name: /Write to/ }).fill(reply)
    await agent.page.keyboard.press('Control+Enter')
    await agent.page.locator('.msg', { hasText: reply }).waitFor()

    await phone.reload()
    await phone.getByText(reply).waitFor()
    await phone.getByLabel(portal['reply.label']).fill('Thank you, I will come.')
    await phone.getByRole('button', { name: portal['reply.send'] }).click()
    await phone.getByText('Thank you, I will come.').last().waitFor()

    await agent.page.getByRole('button', { name: 'Status: In Progress' }).click()
    await agent.page.getByRole('menuitem', { name: 'Resolved', exact: true }).click()
    await agent.page.getByRole('radio', { name: 'Answered' }).check()
    await agent.page.getByRole('button', { name: 'Change to Resolved' }).click()
    await agent.page.getByRole('button', { name: 'Status: Resolved' }).waitFor()
    await agent.page.getByText('Thank you, I will come.').waitFor()

    await phone.reload()
    await phone.getByText(portal['now.resolved'], { exact: true }).waitFor()
    const seen = await phone.locator('body').innerText()
    for (const internal of [
      'Price list',
      'Erbil sales desk',
      'rule',
      'Unassigned',
      '.example',
      'Payam',
      'Avan',
      'note',
    ]) {
      expect(seen, internal).not.toContain(internal)
    }

    // A rival dealer sees nothing of it anywhere.
    const rival = await signIn(
      browser,
      system,
      personWith(system, { role: 'dealer-manager', company: 'Nahrin Auto' }),
    )
    await rival.page.goto(`/staff/v/company/t/${number}`)
    await rival.page.getByText('There is no such ticket, or you may no longer see it.').waitFor()
    expect(await rival.page.locator('body').innerText()).not.toContain(question)
    expect([...errors, ...coordinator.errors, ...manager.errors, ...agent.errors, ...rival.errors]).toEqual(
      [],
    )
  })
})
