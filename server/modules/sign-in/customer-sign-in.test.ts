import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../contract/languages.ts'
import { mailWords } from '../../../texts/mail.ts'
import { headerOf, type MailServer, partOf, startMailServer } from '../../test/mail-server.ts'
import { said } from '../../test/placed-ticket.ts'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'

const REFUSED = 'refused@customer.example'
let world: TestApp
let server: MailServer
beforeAll(async () => {
  server = await startMailServer({ onRecipient: (address) => (address === REFUSED ? 550 : null) })
  world = await openTestApp([], {
    SMTP_URL: server.url,
    MAIL: 'smtp',
    MAIL_FROM: 'Distributor <no-reply@distributor.example>',
  })
})
afterAll(async () => {
  await world.close()
  await server.close()
})

const MINUTE = 60_000
const DAY = 86_400_000
const newAddress = () => `${randomUUID()}@customer.example`
const mailsTo = (address: string) => server.received.filter(({ to }) => to.includes(address))
const codeIn = (raw: string) => /^\d{6}$/m.exec(partOf(raw, 'text/plain'))?.[0] ?? ''
const send = (who: Caller, email: string, language = 'en') => who.post('/customer-codes', { email, language })
const start = (who: Caller, email: string, code: string) =>
  who.post('/customer-session', { email, code, language: 'en' })

/** Asks for a code and reads it in the mail. */
async function codeFor(who: Caller, email: string): Promise<string> {
  expect(said(await send(who, email))).toBe('202')
  return codeIn(mailsTo(email).at(-1)?.raw ?? '')
}
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
/** Whoever sends back the cookie of this answer. */
function holder(headers: Record<string, string>): Caller {
  const [cookie = ''] = (headers['set-cookie'] ?? '').split(';')
  const own = { cookie, 'sec-fetch-site': 'same-origin' }
  return {
    ...world.nobody,
    get: (path, more) => world.nobody.get(path, { ...own, ...more }),
    post: (path, body, more) => world.nobody.post(path, body, { ...own, ...more }),
  }
}
const rowsOf = async (table: 'customer_codes' | 'customer_sessions' | 'customer_contacts') =>
  (await world.asSystem((ctx) => sql`select * from ${sql.table(table)}`.execute(ctx.tx))).rows

describe('asking for a code', () => {
  it('sends six digits, and answers the same for a known and for an unknown address', async () => {
    const known = newAddress()
    const me = world.customer()
    await start(me, known, await codeFor(me, known))
    const shapeOf = ({
      status,
      body,
      headers: { date: _, ratelimit: __, ...headers },
    }: Awaited<ReturnType<typeof send>>) => JSON.stringify({ status, body, headers })
    const [first, second] = [await send(world.customer(), known), await send(world.customer(), newAddress())]
    expect(shapeOf(first)).toBe(shapeOf(second))
    expect(first.body).toEqual({ seconds: 600 })
    expect(codeIn(mailsTo(known).at(-1)?.raw ?? '')).toMatch(/^\d{6}$/)
  })

  it.each(LANGUAGES)('words the mail in %s, from our own words alone', async (language) => {
    const email = newAddress()
    expect(said(await send(world.customer(), email, language))).toBe('202')
    const raw = mailsTo(email)[0]?.raw ?? ''
    const words = mailWords(language).customerCode
    for (const type of ['text/plain', 'text/html'] as const) {
      const part = partOf(raw, type)
      for (const text of [words.heading, words.secret, words.notYou]) expect(part).toContain(text)
      expect(part).toContain(codeIn(raw))
      expect(part).not.toContain(email)
      expect(part).not.toMatch(/undefined|\{\w+\}|https?:/)
    }
    expect(headerOf(raw, 'subject')).not.toContain(codeIn(raw))
    expect(headerOf(raw, 'auto-submitted')).toBe('auto-generated')
    expect(headerOf(raw, 'content-language')).toBe(language)
  })

  it.each([
    [{}, '#/email required'],
    [{ email: 'nobody', language: 'en' }, '#/email wrong-format'],
    [{ email: 'a@b.example\r\nBcc: c@d.example', language: 'en' }, '#/email wrong-format'],
    [{ email: 'a@b.example', language: 'xx' }, '#/language not-one-of'],
    [{ email: 'a@b.example', language: 'en', name: 'x' }, '#/name unknown-field'],
  ])('refuses %j', async (body, why) => {
    expect(said(await world.customer().post('/customer-codes', body))).toContain(`400 ${why}`)
  })

  it('is for the portal’s pages alone, and asked by themselves', async () => {
    const body = { email: newAddress(), language: 'en' }
    expect(said(await world.nobody.post('/customer-codes', body))).toBe('401 not-signed-in')
    expect(said(await (await world.staff(USER.coordinator)).post('/customer-codes', body))).toBe(
      '403 not-permitted',
    )
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    expect(said(await world.customer().post('/customer-codes', body, elsewhere))).toBe(
      '403 cross-site-request',
    )
    expect(mailsTo(body.email)).toEqual([])
  })

  it('says plainly that the mail did not leave, and keeps no code then', async () => {
    const me = world.customer()
    const before = await rowsOf('customer_codes')
    expect(said(await send(me, REFUSED))).toBe('503 code-not-sent')
    expect(await rowsOf('customer_codes')).toHaveLength(before.length)
  })

  it('costs nothing where the mail did not leave: neither the session nor the mailbox runs out', async () => {
    world.moveTo('198.51.100.19')
    const me = world.customer()
    for (let at = 0; at < 12; at += 1) expect(said(await send(me, REFUSED))).toBe('503 code-not-sent')
    const { rows } = await sql<{ key: string; points: number }>`
      select split_part(key, ':', 1) as key, points from rate_limits where key like 'code-%'`.execute(
      world.house.db,
    )
    expect(rows.filter(({ points }) => points < 0)).toEqual([])
    // What is sent counts as ever.
    for (let at = 0; at < 5; at += 1) expect(said(await send(me, newAddress()))).toBe('202')
    expect(said(await send(me, newAddress()))).toBe('429 rate-limited')
    expect(said(await send(me, REFUSED))).toBe('429 rate-limited')
    world.moveTo('127.0.0.1')
  })

  it('is limited for each address, however it is spelled, and for each session', async () => {
    const name = randomUUID()
    const spellings = [
      `${name}@customer.example`,
      `${name.toUpperCase()}@customer.example`,
      `${name}+a@customer.example`,
    ]
    const outcomes = []
    for (let at = 0; at < 6; at += 1)
      outcomes.push(said(await send(world.customer(), spellings[at % 3] ?? '')))
    expect(outcomes).toEqual([...Array(5).fill('202'), '429 rate-limited'])
    const session = world.customer()
    for (let at = 0; at < 5; at += 1) expect(said(await send(session, newAddress()))).toBe('202')
    const last = newAddress()
    expect(said(await send(session, last))).toBe('429 rate-limited')
    expect(mailsTo(last)).toEqual([])
    expect(said(await send(world.customer(), last))).toBe('202')
  })

  it('leaves neither code nor address in the database, the security log or a stored outcome', async () => {
    const me = world.customer()
    const email = newAddress()
    const key = { 'idempotency-key': randomUUID() }
    await me.post('/customer-codes', { email, language: 'en' }, key)
    const code = codeIn(mailsTo(email)[0]?.raw ?? '')
    const wrong = { email, code: otherThan(code), language: 'en' }
    expect(said(await me.post('/customer-session', wrong, key))).toBe('409 code-wrong')
    const kept = await world.asSystem(
      async (ctx) =>
        (await sql`select * from security_log order by serial desc limit 5`.execute(ctx.tx)).rows,
    )
    const stored = JSON.stringify([await rowsOf('customer_codes'), kept])
    for (const secret of [code, wrong.code, email]) expect(stored).not.toContain(secret)
    expect(kept).toContainEqual(expect.objectContaining({ type: 'customer-code.sent', outcome: 'done' }))
    expect(kept).toContainEqual(expect.objectContaining({ type: 'customer-sign-in', outcome: 'refused' }))
    const keys = await world.asSystem(
      async (ctx) =>
        (await sql`select 1 from idempotency_keys where key = ${key['idempotency-key']}`.execute(ctx.tx))
          .rows,
    )
    expect(keys).toEqual([])
  })
})

describe('signing in with a code', () => {
  it('opens a new session that the pages know by its address', async () => {
    const portal = world.customer()
    const email = newAddress()
    const code = await codeFor(portal, email)
    const answer = await start(portal, email, code)
    expect([answer.status, answer.body]).toEqual([200, { customer: { email } }])
    const cookie = answer.headers['set-cookie'] ?? ''
    expect(cookie).toMatch(
      /^__Host-ic_customer=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict; Max-Age=7776000$/,
    )
    expect((await holder(answer.headers).get('/session')).body).toMatchObject({
      kind: 'customer',
      customer: { email },
    })
    expect((await portal.get('/session')).body.customer).toBeNull()
    const stored = JSON.stringify(await rowsOf('customer_sessions'))
    expect(stored).not.toContain(cookie.slice('__Host-ic_customer='.length).split(';')[0])
  })

  it('takes the code as people copy it', async () => {
    const portal = world.customer()
    const email = newAddress()
    const code = await codeFor(portal, email)
    const eastern = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    const answer = await start(portal, email.toUpperCase(), ` ${eastern.slice(0, 3)} ${eastern.slice(3)} `)
    expect(said(answer)).toBe('200')
  })

  it.each(['', '12345', '1234567', 'abcdef', '12.456', '1'.repeat(50)])(
    'refuses %j as no code',
    async (code) => {
      expect(said(await start(world.customer(), newAddress(), code))).toContain('400 #/code')
    },
  )

  it('counts a code once, also where it is sent twice at once', async () => {
    const portal = world.customer()
    const email = newAddress()
    const code = await codeFor(portal, email)
    const twice = await Promise.all([start(portal, email, code), start(portal, email, code)])
    expect(twice.map(said).toSorted()).toEqual(['200', '409 code-wrong'])
    expect(said(await start(portal, email, code))).toBe('409 code-wrong')
  })

  it('takes five tries, also where they come at once, and then not even the right code', async () => {
    const portal = world.customer()
    const email = newAddress()
    const code = await codeFor(portal, email)
    const wrong = Array.from({ length: 5 }, () => start(portal, email, otherThan(code)))
    expect((await Promise.all(wrong)).map(said)).toEqual(Array(5).fill('409 code-wrong'))
    expect(said(await start(portal, email, code))).toBe('409 code-wrong')
    const again = world.customer()
    const next = await codeFor(again, email)
    for (let tries = 0; tries < 4; tries += 1)
      expect(said(await start(again, email, otherThan(next)))).toBe('409 code-wrong')
    expect(said(await start(again, email, next))).toBe('200')
  })

  it('ends a code after ten minutes, and with the next one', async () => {
    const portal = world.customer()
    const email = newAddress()
    const late = await codeFor(portal, email)
    world.pass(10 * MINUTE)
    expect(said(await start(portal, email, late))).toBe('409 code-wrong')
    const first = await codeFor(portal, email)
    const second = await codeFor(portal, email)
    if (first !== second) expect(said(await start(portal, email, first))).toBe('409 code-wrong')
    world.pass(10 * MINUTE - 1)
    expect(said(await start(portal, email, second))).toBe('200')
  })

  it('works only in the session that asked, and only for its address', async () => {
    const [asked, stranger] = [world.customer(), world.customer()]
    const email = newAddress()
    const code = await codeFor(asked, email)
    expect(said(await start(stranger, email, code))).toBe('409 code-wrong')
    expect(said(await start(asked, newAddress(), code))).toBe('409 code-wrong')
    expect(said(await start(world.nobody, email, code))).toBe('401 not-signed-in')
    expect(said(await start(asked, email, code))).toBe('200')
  })

  it('says the same for a wrong code, no code, a late one and another’s', async () => {
    const portal = world.customer()
    const email = newAddress()
    const code = await codeFor(portal, email)
    const bytes = async (who: Caller, given: string) => {
      const { status, body, headers } = await start(who, email, given)
      return JSON.stringify([status, body, headers['content-length']])
    }
    const wrong = await bytes(portal, otherThan(code))
    expect(await bytes(world.customer(), code)).toBe(wrong)
    world.pass(11 * MINUTE)
    expect(await bytes(portal, code)).toBe(wrong)
  })

  it('ends the session that the browser had, and takes no session from it', async () => {
    const email = newAddress()
    const portal = world.customer()
    const first = await start(portal, email, await codeFor(portal, email))
    const signedIn = holder(first.headers)
    const second = await start(signedIn, email, await codeFor(signedIn, email))
    expect(said(second)).toBe('200')
    expect(second.headers['set-cookie']).not.toBe(first.headers['set-cookie'])
    expect((await signedIn.get('/session')).body.kind).toBe('nobody')
    expect((await holder(second.headers).get('/session')).body.customer).toEqual({ email })
  })
})

describe('a customer’s session', () => {
  const open = async () => {
    const email = newAddress()
    const portal = world.customer()
    return holder((await start(portal, email, await codeFor(portal, email))).headers)
  }
  const living = async (who: Caller) => (await who.get('/session')).body.customer !== null

  it('ends by signing out, at once and only for this browser', async () => {
    const [me, other] = [await open(), await open()]
    const out = await me.post('/customer-session/end')
    expect(said(out)).toBe('204')
    expect(out.headers['set-cookie']).toContain('Max-Age=0')
    expect([await living(me), await living(other)]).toEqual([false, true])
    expect(said(await world.customer().post('/customer-session/end'))).toBe('204')
    expect(said(await world.nobody.post('/customer-session/end'))).toBe('401 not-signed-in')
  })

  it('ends after 30 days unused, and after 90 days however it is used', async () => {
    const [idle, used] = [await open(), await open()]
    world.pass(29 * DAY)
    expect(await living(used)).toBe(true)
    world.pass(DAY)
    expect([await living(idle), await living(used)]).toEqual([false, true])
    for (const days of [25, 25]) {
      world.pass(days * DAY)
      expect(await living(used)).toBe(true)
    }
    world.pass(10 * DAY - 1)
    expect(await living(used)).toBe(true)
    world.pass(1)
    expect(await living(used)).toBe(false)
  })
})
