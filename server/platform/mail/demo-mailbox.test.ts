import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../context.ts'
import { createMailer } from './create-mailer.ts'
import { registerDemoMailbox } from './demo-mailbox.ts'
import { keepMail, mailIds } from './mailbox-files.ts'
import type { OutgoingMail } from './outgoing-mail.ts'

let dataDir: string
let app: FastifyInstance
const houseOf = (more: object = {}) => {
  const mail = { kind: 'mailbox', from: 'Interchange <support@interchange.example>' }
  return { config: { demo: true, mail, dataDir, ...more } } as unknown as House
}
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mailbox-'))
  app = Fastify()
})
afterEach(async () => {
  await app.close()
  await rm(dataDir, { recursive: true })
})

const mail: OutgoingMail = {
  messageId: '<0198-event.request-received@localhost>',
  to: 'customer@customers.example',
  subject: 'استلمنا طلبك SB-10482 <script>',
  text: 'Text with <b>tags</b>\nhttps://localhost/track#secret',
  html: '<!doctype html><html lang="ar" dir="rtl"><head></head><body style="margin:0"><p>مرحبا</p></body></html>',
  thread: '<ticket.1@localhost>',
  headers: { 'Auto-Submitted': 'auto-generated' },
}
const send = (one: OutgoingMail = mail) => createMailer(houseOf().config).send(one)
const host = { host: 'localhost:3000' }
const ID = '0198-event.request-received'

describe('the mailbox of the demo', () => {
  it('keeps mails as files that only we can read, the same mail once', async () => {
    await send()
    await send()
    const folder = join(dataDir, 'mailbox')
    expect((await readdir(folder)).sort()).toEqual([`${ID}.eml`, `${ID}.json`])
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })

  it('keeps the newest 500', async () => {
    const folder = join(dataDir, 'mailbox')
    for (let i = 0; i < 502; i += 1) {
      const id = String(i).padStart(4, '0')
      await keepMail(folder, { ...mail, id, at: '2026-01-01T00:00:00.000Z', from: 'x' }, Buffer.from('x'))
    }
    const ids = await mailIds(folder)
    expect(ids).toHaveLength(500)
    expect(ids.at(0)).toBe('0501')
    expect(ids.at(-1)).toBe('0002')
  })

  it('shows the list and one mail, with everything escaped and no script allowed', async () => {
    registerDemoMailbox(app, houseOf())
    expect((await app.inject({ url: '/demo/mailbox', headers: host })).body).toContain('No mails yet')
    await send()
    const list = await app.inject({ url: '/demo/mailbox', headers: host })
    expect(list.body).toContain('customer@customers.example')
    expect(list.body).toContain('SB-10482 &lt;script&gt;')
    expect(list.headers['content-security-policy']).toContain("default-src 'none'")
    const page = await app.inject({ url: `/demo/mailbox/${ID}`, headers: host })
    expect(page.body).toContain('Text with &lt;b&gt;tags&lt;/b&gt;')
    expect(page.body).toContain('Auto-Submitted')
    expect(page.body).toContain(`src="/demo/mailbox/${ID}/html" sandbox=`)
    expect(page.body).not.toContain('style="')
    const part = await app.inject({ url: `/demo/mailbox/${ID}/html`, headers: host })
    expect(part.body).toContain('<p>مرحبا</p>')
    expect(part.body).toContain('<base target="_blank">')
    expect(part.headers['content-security-policy']).toContain('sandbox')
    expect(part.headers['content-security-policy']).not.toContain('script')
    expect(page.body).not.toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
    expect(page.headers['content-security-policy']).toContain("font-src 'self'")
    const style = await app.inject({ url: '/demo/mailbox.css', headers: host })
    expect(style.headers['content-type']).toContain('text/css')
  })

  it.each([
    '/demo/mailbox',
    `/demo/mailbox/${ID}`,
    `/demo/mailbox/${ID}/html`,
    '/demo/mailbox.css',
    '/demo/mailbox-fonts/inter.woff2',
  ])('hides %s from other machines, proxies and strange names', async (url) => {
    registerDemoMailbox(app, houseOf())
    await send()
    const status = async (options: object) =>
      (await app.inject({ url, headers: host, ...options })).statusCode
    expect(await status({})).toBe(200)
    expect(await status({ remoteAddress: '::ffff:127.0.0.1' })).toBe(200)
    expect(await status({ remoteAddress: '192.168.1.20' })).toBe(404)
    for (const name of [
      'X-Forwarded-For',
      'X-Forwarded-Proto',
      'Forwarded',
      'Via',
      'X-Real-IP',
      'CF-Connecting-IP',
    ])
      expect(await status({ headers: { ...host, [name]: '203.0.113.5' } }), name).toBe(404)
    expect(await status({ headers: { host: 'rebound.example' } })).toBe(404)
  })

  it.each(['..%2f..%2fetc%2fpasswd', '.', '%2e%2e', 'nothing', '%00'])('knows no mail %s', async (id) => {
    registerDemoMailbox(app, houseOf())
    expect((await app.inject({ url: `/demo/mailbox/${id}/html`, headers: host })).statusCode).toBe(404)
  })

  it('does not exist outside demo mode or with a mail server', async () => {
    registerDemoMailbox(app, houseOf({ demo: false }))
    registerDemoMailbox(app, houseOf({ mail: { kind: 'smtp', url: 'smtp://localhost', from: 'x' } }))
    expect((await app.inject({ url: '/demo/mailbox', headers: host })).statusCode).toBe(404)
  })
})
