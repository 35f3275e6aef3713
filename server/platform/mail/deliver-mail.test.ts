import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { type Behaviour, headerOf, type MailServer, partOf, startMailServer } from '../../test/mail-server.ts'
import type { House } from '../context.ts'
import { createMailer } from './create-mailer.ts'
import { deliverMail, type Prepared } from './deliver-mail.ts'
import type { Mailer } from './outgoing-mail.ts'
import { serverOf } from './smtp-mailer.ts'
import type { MailTables } from './tables.ts'

let database: TestDatabase
let house: House
beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
})
const open: (Mailer | MailServer)[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
})

async function mailServer(behaviour: Behaviour = {}, silence = 5_000) {
  const server = await startMailServer(behaviour)
  const config = {
    ...house.config,
    mail: { kind: 'smtp' as const, url: server.url, from: 'Distributor <no-reply@distributor.example>' },
  }
  const mailer = createMailer(config, { connect: 5_000, silence })
  open.push(mailer, server)
  return { server, mailer }
}

const SUBSCRIBER = 'request-received'
const newAddress = () => `${randomUUID()}@customers.example`
const mailTo = (to: string): Prepared => ({
  to,
  subject: 'Hello',
  text: 'A text',
  html: '<p>A text</p>',
  thread: '<ticket.1@support.distributor.example>',
  headers: { 'Auto-Submitted': 'auto-generated' },
})
const deliver = (mailer: Mailer, eventId: string, prepared: Prepared, lastAttempt = false) =>
  deliverMail(house, mailer, { eventId, subscriber: SUBSCRIBER, lastAttempt }, async () => prepared)
const deliveryOf = (eventId: string) =>
  ask(house, ({ tx }) =>
    tx
      .withTables<MailTables>()
      .selectFrom('mail_deliveries')
      .selectAll()
      .where('event_id', '=', eventId)
      .executeTakeFirst(),
  )

describe('a mail', () => {
  it('is taken by the server, written down, and not sent again', async () => {
    const { server, mailer } = await mailServer()
    const [eventId, to] = [randomUUID(), newAddress()]
    await deliver(mailer, eventId, mailTo(to))
    await deliver(mailer, eventId, mailTo(to))
    expect(server.received).toHaveLength(1)
    const [mail] = server.received
    expect(mail?.to).toEqual([to])
    expect(mail?.messageId).toBe(`<${eventId}.${SUBSCRIBER}@support.distributor.example>`)
    expect(headerOf(mail?.raw ?? '', 'auto-submitted')).toBe('auto-generated')
    expect(headerOf(mail?.raw ?? '', 'references')).toBe('<ticket.1@support.distributor.example>')
    expect(headerOf(mail?.raw ?? '', 'from')).toBe('Distributor <no-reply@distributor.example>')
    expect(partOf(mail?.raw ?? '', 'text/plain')).toContain('A text')
    const row = await deliveryOf(eventId)
    expect(row).toMatchObject({
      state: 'accepted',
      attempts: 1,
      message_id: mail?.messageId,
      last_error: null,
    })
    expect(row?.accepted_at).toBeInstanceOf(Date)
    expect(JSON.stringify(row)).not.toContain(to)
    expect(row?.recipient_hash).toHaveLength(32)
  })

  it('is tried again after a 4xx', async () => {
    const { server, mailer } = await mailServer({ onRecipient: (_, attempt) => (attempt === 1 ? 451 : null) })
    const [eventId, to] = [randomUUID(), newAddress()]
    await expect(deliver(mailer, eventId, mailTo(to))).rejects.toThrow('smtp-451')
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'queued', last_error: 'smtp-451' })
    await deliver(mailer, eventId, mailTo(to))
    expect(server.received).toHaveLength(1)
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'accepted', attempts: 2 })
  })

  it('is given up after a 5xx, without a word about the address', async () => {
    const { server, mailer } = await mailServer({ onRecipient: () => 550 })
    const [eventId, to] = [randomUUID(), newAddress()]
    await deliver(mailer, eventId, mailTo(to))
    await deliver(mailer, eventId, mailTo(to))
    expect(server.attempts).toEqual([to])
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'failed', attempts: 1, last_error: 'smtp-550' })
  })

  it('is marked failed when the last attempt fails', async () => {
    const { mailer } = await mailServer({ onRecipient: () => 451 })
    const eventId = randomUUID()
    await expect(deliver(mailer, eventId, mailTo(newAddress()), true)).rejects.toThrow('smtp-451')
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'failed', last_error: 'smtp-451' })
  })

  it('does not wait for ever on a silent server', async () => {
    const silent = Promise.withResolvers<void>()
    const { mailer } = await mailServer({ beforeAccepting: () => silent.promise }, 200)
    const eventId = randomUUID()
    await expect(deliver(mailer, eventId, mailTo(newAddress()))).rejects.toThrow('etimedout')
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'queued', last_error: 'etimedout' })
    silent.resolve()
  })

  it('goes out a second time, as the same mail, only where the process died right after the 250', async () => {
    const { server, mailer } = await mailServer()
    const [eventId, to] = [randomUUID(), newAddress()]
    // The death, as the database sees it: the claim is committed, what follows is not.
    const dying: Mailer = {
      ...mailer,
      send: async (mail) => mailer.send(mail).then(() => new Promise(() => undefined)),
    }
    void deliver(dying, eventId, mailTo(to))
    await expect.poll(() => server.received.length, { interval: 10 }).toBe(1)
    await deliver(mailer, eventId, mailTo(to))
    expect(server.received).toHaveLength(2)
    expect(new Set(server.received.map((mail) => mail.messageId)).size).toBe(1)
    await deliver(mailer, eventId, mailTo(to))
    expect(server.received).toHaveLength(2)
  })

  it('is limited per address, however it is spelled; retries do not count', async () => {
    const { server, mailer } = await mailServer({ onRecipient: (_, attempt) => (attempt === 1 ? 451 : null) })
    const name = randomUUID()
    const first = randomUUID()
    await expect(deliver(mailer, first, mailTo(`${name}@customers.example`))).rejects.toThrow()
    await deliver(mailer, first, mailTo(`${name}@customers.example`))
    const spellings = [`${name}@customers.example`, `${name.toUpperCase()}@customers.example`]
    for (let i = 0; i < 4; i += 1)
      await deliver(mailer, randomUUID(), mailTo(spellings[i % 2] ?? '')).catch(() => undefined)
    const sixth = randomUUID()
    await deliver(mailer, sixth, mailTo(`${name}+news@customers.example`))
    expect(await deliveryOf(sixth)).toMatchObject({ state: 'skipped', reason: 'recipient-limit' })
    expect(server.attempts.some((address) => address.includes('+news'))).toBe(false)
    const other = randomUUID()
    await deliver(mailer, other, mailTo(newAddress())).catch(() => undefined)
    expect((await deliveryOf(other))?.state).not.toBe('skipped')
  })

  it.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    '"a b"@c.example',
    'nobody',
    '<a@b.example>',
  ])('is not sent to %j, which is not one plain address', async (to) => {
    const { server, mailer } = await mailServer()
    const eventId = randomUUID()
    await deliver(mailer, eventId, mailTo(to))
    expect(server.attempts).toEqual([])
    expect(await deliveryOf(eventId)).toMatchObject({ state: 'skipped', reason: 'address-unusable' })
  })

  it('is skipped and written down where mail is switched off', async () => {
    const eventId = randomUUID()
    await deliver(createMailer(house.config), eventId, mailTo(newAddress()))
    expect(await deliveryOf(eventId)).toMatchObject({
      state: 'skipped',
      reason: 'mail-off',
      recipient_hash: null,
    })
  })
})

describe('the mail server of a setting', () => {
  it('checks certificates whatever the address says, and never sends a password in clear', () => {
    const server = serverOf('smtp://user:p%40ss@mail.example?tls.rejectUnauthorized=false&ignoreTLS=true')
    expect(server).toMatchObject({
      host: 'mail.example',
      port: 587,
      secure: false,
      ignoreTLS: false,
      requireTLS: true,
    })
    expect(server).toMatchObject({ tls: { rejectUnauthorized: true }, auth: { user: 'user', pass: 'p@ss' } })
    expect(serverOf('smtps://mail.example')).toMatchObject({ port: 465, secure: true })
    expect(serverOf('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525, ignoreTLS: true })
  })
})
