import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, openBrowser } from './browser.ts'
import { codeMailedTo, openPhone, sendRequest, words } from './customer-phone.ts'
import { type RunningSystem, startSystem } from './running-system.ts'

const { forms, portal } = words.en

/** The last step of every form. */
async function sayWhoAsks(page: Page, language: 'en' | 'ar' = 'en') {
  const texts = words[language].forms
  await page.getByLabel(texts['name.label']).fill('Lana Karim')
  await page.getByLabel(texts['phone.label']).fill('0750 000 4417')
}
const goOn = (page: Page, language: 'en' | 'ar' = 'en') =>
  page.getByRole('button', { name: words[language].forms.continue }).click()

describe('the customer pages, in a browser', () => {
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

  it('mends a VIN with one tap and sends the recall inquiry', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/request/ssc-inquiry')
    const vin = page.getByLabel(forms['vin.label'])
    await vin.pressSequentially('jz1-kr42n6p0o18846')
    await page.getByText('Character 12 is the letter O.').waitFor()
    await expectAccessible(page, 'VIN with a wrong letter')
    await page.getByRole('button', { name: 'Change it to 0' }).click()
    expect(await vin.inputValue()).toBe('JZ1KR42N6P0018846')
    await goOn(page)
    await sayWhoAsks(page)
    expect((await sendRequest(page, 'en')).number).toMatch(/^SSC-/)
    expect(errors).toEqual([])
  })

  it('takes a booking over a lost network, once', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/request/service-booking')
    await page.getByRole('radio', { name: 'Repair and maintenance' }).check()
    await page.getByRole('radio', { name: 'Tavro' }).check()
    await page.getByLabel(forms['plate.label']).fill('22 A 12345')
    await goOn(page)
    await page.getByRole('combobox', { name: forms['branch.city'] }).selectOption('erbil')
    await page.getByRole('radio', { name: 'Erbil, Gulan Road' }).check()
    await page.getByRole('radio', { name: forms['part.morning'], exact: true }).check()
    await goOn(page)
    await sayWhoAsks(page)

    const keys: (string | undefined)[] = []
    let made = ''
    await page.route('**/api/v1/tickets', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      // The first two answers are lost: once on the way there, once on the way back.
      if (keys.length === 1) return route.abort()
      if (keys.length === 2) {
        const lost = (await (await route.fetch()).json()) as { number: string }
        made = lost.number
        return route.abort()
      }
      return route.continue()
    })
    await page.getByRole('button', { name: forms.send }).click()
    await page.getByText('No connection at the moment.').waitFor()
    await expectAccessible(page, 'form without a network')
    await page.getByRole('heading', { name: portal['sent.title'] }).waitFor()
    expect(keys.length).toBe(3)
    expect(new Set(keys).size).toBe(1)
    expect(made).toMatch(/^SB-/)
    await page.locator('main').getByText(made).waitFor()
    expect(await page.locator('main').innerText()).toContain('Rubar Motors, Erbil, Gulan Road')
    expect(errors).toEqual([])
  })

  it('keeps what was typed over another language and a reload', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/request/vehicle-quotation')
    await page.getByRole('radio', { name: forms['intent.sell'] }).check()
    await page.getByLabel(forms['own-make.label']).fill('Orveo')
    await page.getByLabel(forms['own-model.label']).fill('Nara')
    await page.getByLabel(forms['own-year.label']).fill('٢٠١٩')

    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.getByText(words.ar.forms['own.legend']).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await page.reload()
    const make = page.getByLabel(words.ar.forms['own-make.label'])
    await make.waitFor()
    expect(await make.inputValue()).toBe('Orveo')
    await expectAccessible(page, 'quotation, Arabic')
    await expectNoSidewaysScroll(page, 'quotation, Arabic')
    await goOn(page, 'ar')
    await goOn(page, 'ar')
    await sayWhoAsks(page, 'ar')
    expect((await sendRequest(page, 'ar')).number).toMatch(/^VQ-/)
    expect(errors).toEqual([])
  })

  it('says what is missing, leads there, and lets the request be withdrawn and taken up again', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/request/general-inquiry')
    await goOn(page)
    const summary = page.getByRole('alert')
    await summary.getByRole('link', { name: forms['error.required.message'] }).click()
    const message = page.getByLabel(forms['message.label'])
    expect(await message.evaluate((field) => field === document.activeElement)).toBe(true)
    await message.fill('Are you open on Saturday?')
    await page.getByRole('radio', { name: forms['topic.feedback'] }).check()
    await goOn(page)
    await sayWhoAsks(page)
    const { number } = await sendRequest(page, 'en')
    await page.getByRole('button', { name: portal['sent.see'] }).click()
    await page.getByRole('log').getByText('Are you open on Saturday?').waitFor()

    await page.getByRole('button', { name: portal['act.withdraw'] }).click()
    await expectAccessible(page, 'asked once more')
    await page.getByRole('button', { name: portal['act.withdraw-yes'] }).click()
    await page.getByText(portal['now.withdrawn']).waitFor()
    await page.getByLabel(portal['reply.label-closed']).fill('I still want to know.')
    await page.getByRole('button', { name: portal['reply.send'] }).click()
    // Nobody holds it yet: it is there again, but nobody works on it.
    await page.getByText(portal['now.new'], { exact: true }).waitFor()
    // The window remembers which request it had open; the cookie lets it be read.
    await page.reload()
    await page.getByText(number).waitFor()
    expect(errors).toEqual([])
  })

  it('leads one step back with the browser, and out of a sent form with the next Back', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/')
    await page.getByRole('link', { name: portal['door.general-inquiry'] }).click()
    await page.getByRole('radio', { name: forms['topic.feedback'] }).check()
    await page.getByLabel(forms['message.label']).fill('The waiting room is pleasant.')
    await goOn(page)
    await page.getByLabel(forms['name.label']).fill('Lana Karim')
    await page.goBack()
    expect(await page.getByLabel(forms['message.label']).inputValue()).toBe('The waiting room is pleasant.')
    await page.goForward()
    expect(await page.getByLabel(forms['name.label']).inputValue()).toBe('Lana Karim')
    await page.getByRole('button', { name: forms.back, exact: true }).click()
    await page.getByLabel(forms['message.label']).waitFor()
    await goOn(page)
    await sayWhoAsks(page)
    const { number } = await sendRequest(page, 'en')
    await page.reload()
    await page.locator('main').getByText(number).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: portal['home.title'] }).waitFor()
    expect(errors).toEqual([])
  })

  it('shows a customer all their requests after a one-time code, in Arabic on a phone', async () => {
    const { forms, portal } = words.ar
    const { page, errors } = await openPhone(browser, system, 'ar')
    const address = 'lana.requests@customers.example'
    await page.goto('/request/general-inquiry')
    await page.getByRole('radio', { name: forms['topic.information'] }).check()
    await page.getByLabel(forms['message.label']).fill('هل المعرض مفتوح يوم السبت؟')
    await goOn(page, 'ar')
    await page.getByLabel(forms['name.label']).fill('Lana Karim')
    await page.getByLabel(forms['email.label']).fill(address)
    const { number } = await sendRequest(page, 'ar')

    await page.getByRole('link', { name: portal['own.see-all'] }).click()
    await page.getByRole('heading', { name: portal['own.title'] }).waitFor()
    await page.getByRole('button', { name: portal['own.send'] }).click()
    await page.getByText(portal['own.email-wrong']).waitFor()
    await expectAccessible(page, 'address for a code, with an error')
    await page.getByLabel(portal['own.email']).fill(` ${address.toUpperCase()} `)
    await page.getByRole('button', { name: portal['own.send'] }).click()

    const field = page.getByLabel(portal['own.code'], { exact: true })
    await field.waitFor()
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
    const code = codeMailedTo(system, address)
    await field.fill(code === '000000' ? '000001' : '000000')
    await page.getByRole('button', { name: portal['own.open'] }).click()
    await page.getByRole('alert').getByText('تحقّق من الأرقام').waitFor()
    await expectAccessible(page, 'wrong code')
    await expectNoSidewaysScroll(page, 'wrong code')
    // Phones drop a page while its reader looks into the mail.
    await page.reload()
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByRole('button', { name: portal['own.open'] }).click()

    const row = page.getByRole('link', { name: number })
    await row.getByText(portal['now.new']).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await expectAccessible(page, 'my requests')
    await expectNoSidewaysScroll(page, 'my requests')
    await row.click()
    await page.getByLabel(portal['reply.label']).fill('أنا في الانتظار.')
    await page.getByRole('button', { name: portal['reply.send'] }).click()
    await page.getByRole('log').getByText('أنا في الانتظار.').waitFor()
    await expectAccessible(page, 'one of my requests')
    await page.reload()
    await page.getByRole('link', { name: portal['own.back'] }).click()
    await row.waitFor()

    // Signed in, they need not type their address again.
    await page.goto('/request/general-inquiry')
    await page.getByLabel(forms['message.label']).fill('سؤال آخر.')
    await page.getByRole('radio', { name: forms['topic.feedback'] }).check()
    await goOn(page, 'ar')
    await expect.poll(() => page.getByLabel(forms['email.label']).inputValue()).toBe(address)

    await page.goto('/requests')
    await page.getByRole('button', { name: portal['own.out'] }).click()
    await page.getByRole('heading', { name: portal['home.title'] }).waitFor()
    await page.goto(`/requests/${number}`)
    await page.getByLabel(portal['own.email']).waitFor()
    expect(errors).toEqual([])
  })

  it('stays light: 60 kB of script for the first page, 60 more for a form', async () => {
    const { page } = await openPhone(browser, system, 'en')
    const scripts: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length))
    })
    const total = async () => (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
    await page.goto('/')
    await page.getByRole('heading', { name: portal['home.title'] }).waitFor()
    const first = await total()
    expect(first).toBeGreaterThan(10_000)
    expect(first).toBeLessThanOrEqual(60_000)
    await page.getByRole('link', { name: portal['door.test-drive'] }).click()
    await page.getByRole('button', { name: forms.continue }).waitFor()
    expect((await total()) - first).toBeLessThanOrEqual(60_000)
  })

  it('opens nothing with a wrong link, and says what to do', async () => {
    const { page, errors } = await openPhone(browser, system, 'en')
    await page.goto('/track#AAAAAAAAAAAAAAAAAAAAAAAA')
    await page.getByRole('heading', { name: portal['link.bad-title'] }).waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await expectAccessible(page, 'wrong link')
    await page.getByLabel(portal['track.label']).fill('TD-10001')
    await page.getByRole('button', { name: portal['track.open'] }).click()
    await page.getByText(portal['track.not-a-link']).waitFor()
    expect(errors).toEqual([])
  })
})
