import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreateTicketInput } from '../../../contract/tickets.ts'
import { said } from '../../test/placed-ticket.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'
import { verifyContact } from './index.ts'

let world: TestApp
beforeAll(async () => {
  world = await openTestApp()
})
afterAll(() => world.close())

type Link = Record<'customer_id' | 'customer_link' | 'created_by_customer_id', string | null>
const linkOf = async (id: string): Promise<Link | undefined> => {
  const found = await world.asSystem((ctx) =>
    sql<Link>`select customer_id, customer_link, created_by_customer_id from tickets where id = ${id}`.execute(
      ctx.tx,
    ),
  )
  return found.rows[0]
}
type Contact = { kind: string; value: string; customer_id: string; verified_at: Date | null }
const contactsOf = async (customerId: string | null | undefined): Promise<Contact[]> => {
  const found = await world.asSystem((ctx) =>
    sql<Contact>`select kind, value, customer_id, verified_at from customer_contacts
      where customer_id = ${customerId ?? null}::uuid order by kind`.execute(ctx.tx),
  )
  return found.rows
}
const email = () => `${randomUUID()}@customer.example`
let numbers = 0
const phone = () => `+964750${String(1_000_000 + ++numbers)}`
const asking = (contacts: { email?: string; phone?: string }) =>
  inquiry({ requester: { kind: 'customer', name: 'Lana Qadir', ...contacts } } as Partial<CreateTicketInput>)
const ask = async (contacts: { email?: string; phone?: string }, who: Caller = world.customer()) =>
  linkOf((await created(who, asking(contacts))).id)
const staff = () => world.staff(USER.coordinator)

describe('the link of a new ticket', () => {
  it('begins a record with an unknown contact, and finds it by that contact again', async () => {
    for (const [contacts, again, link] of [
      [{ email: email() }, (one: string) => one.toUpperCase(), 'email'],
      [{ phone: phone() }, (one: string) => `0${one.slice(4)}`, 'phone'],
    ] as const) {
      const first = await ask(contacts)
      const [[kind, value = ''] = ['', '']] = Object.entries(contacts)
      expect(first).toEqual({
        ...{ customer_id: expect.any(String), customer_link: link, created_by_customer_id: null },
      })
      expect(await contactsOf(first?.customer_id)).toMatchObject([{ kind, value, verified_at: null }])
      expect(await ask(contacts)).toEqual(first)
      expect(await ask({ [kind]: again(value) })).toEqual(first)
    }
  })

  it('never takes a number to be its address’s: nobody has proved that they belong together', async () => {
    const [address, number] = [email(), phone()]
    const first = await ask({ email: address, phone: number })
    expect(await contactsOf(first?.customer_id)).toMatchObject([{ kind: 'email', value: address }])
    const byNumber = await ask({ phone: number })
    expect(byNumber?.customer_id).not.toBe(first?.customer_id)
    expect(await contactsOf(byNumber?.customer_id)).toMatchObject([{ kind: 'phone', value: number }])
    expect(await ask({ email: address, phone: number })).toEqual(first)
  })

  it('changes nothing of a record that it finds', async () => {
    const [address, number] = [email(), phone()]
    const known = await ask({ email: address, phone: number })
    const before = await contactsOf(known?.customer_id)
    // Another number beside a known address, another address beside a known number.
    expect(await ask({ email: address, phone: phone() })).toEqual(known)
    const stranger = await ask({ email: email(), phone: number })
    expect(stranger?.customer_id).not.toBe(known?.customer_id)
    expect(await contactsOf(known?.customer_id)).toEqual(before)
    expect(await contactsOf(stranger?.customer_id)).toMatchObject([{ kind: 'email' }])
  })

  it('is made for staff and for clients who ask for somebody, and for no staff who ask for themselves', async () => {
    const address = email()
    const known = await ask({ email: address })
    expect(await ask({ email: address }, await staff())).toEqual(known)
    expect(await ask({ email: address }, await world.client())).toEqual(known)
    const own = await created(await staff(), inquiry({ requester: { kind: 'staff' } } as never))
    expect(await linkOf(own.id)).toEqual({
      customer_id: null,
      customer_link: null,
      created_by_customer_id: null,
    })
  })

  it('is one record where two requests name a new contact at once', async () => {
    for (const contacts of [{ email: email() }, { phone: phone() }, { email: email(), phone: phone() }]) {
      const links = await Promise.all(Array.from({ length: 4 }, () => ask(contacts)))
      expect(new Set(links.map((link) => link?.customer_id)).size).toBe(1)
      expect(await contactsOf(links[0]?.customer_id)).toHaveLength(1)
    }
  })

  it('is the signed-in customer’s own, confirmed; another’s address stays another’s', async () => {
    const me = await world.signedInCustomer(email())
    const [mine] = await contactsOf(me.customerId)
    const own = {
      customer_id: me.customerId,
      customer_link: 'verified',
      created_by_customer_id: me.customerId,
    }
    expect(await ask({ email: mine?.value ?? '' }, me)).toEqual(own)
    expect(await ask({ phone: phone() }, me)).toEqual(own)
    const other = email()
    const known = await ask({ email: other })
    expect(await ask({ email: other }, me)).toEqual({ ...known, created_by_customer_id: me.customerId })
    expect(await contactsOf(me.customerId)).toEqual([mine])
  })

  it('tells the maker nothing: the answer for a known contact is the answer for an unknown one', async () => {
    const known = email()
    await world.signedInCustomer(known)
    await ask({ email: known })
    const shapeOf = async (address: string) => {
      const answer = await world.customer().post('/tickets', asking({ email: address }))
      const { id, number, trackingUrl, ...body } = answer.body
      const { etag, date, location, ratelimit, ...headers } = answer.headers
      return JSON.stringify([answer.status, body, headers]).replaceAll(address, '')
    }
    const strange = email()
    expect(await shapeOf(known)).toBe(await shapeOf(strange))
    expect((await world.customer().get('/session')).body.customer).toBeNull()
  })
})

describe('a proved contact', () => {
  const prove = (value: string, kind: 'email' | 'phone' = 'email') =>
    world.asSystem((ctx) => verifyContact(ctx, { kind, value }, 'ckb'))

  it('belongs to the record that it began, and once proved stays so from its first time', async () => {
    const address = email()
    const link = await ask({ email: address, phone: phone() })
    expect(await prove(address)).toBe(link?.customer_id)
    const [proved, ...others] = await contactsOf(link?.customer_id)
    expect([proved?.verified_at, others]).toEqual([world.now(), []])
    world.pass(1000)
    expect(await prove(address)).toBe(link?.customer_id)
    expect((await contactsOf(link?.customer_id))[0]?.verified_at).toEqual(proved?.verified_at)
  })

  it('never opens the record of whoever typed it beside a contact of their own, whoever proves first', async () => {
    for (const order of ['thief first', 'owner first']) {
      const [thief, number] = [email(), phone()]
      await ask({ email: thief, phone: number })
      const proofs = [() => prove(thief), () => prove(number, 'phone')]
      const [one, other] = order === 'thief first' ? proofs : proofs.toReversed()
      const records = [await one?.(), await other?.()]
      expect(new Set(records).size, order).toBe(2)
      for (const record of records) expect(await contactsOf(record), order).toHaveLength(1)
    }
  })

  it('has one owner, also where two browsers prove it at once', async () => {
    const address = email()
    const owners = await Promise.all([prove(address), prove(address), prove(address)])
    expect(new Set(owners).size).toBe(1)
  })
})

describe('staff', () => {
  it('read whether anybody has confirmed the contact; who asked by a link or a client does not', async () => {
    const address = email()
    const typed = await created(await world.client(), asking({ email: address }))
    const me = await world.signedInCustomer(address)
    const proved = await created(me, asking({ email: address }))
    const coordinator = await staff()
    const verified = async (who: Caller, id: string) =>
      (await who.get(`/tickets/${id}`)).body.requester.verified
    expect(await verified(coordinator, typed.id)).toBe(false)
    expect(await verified(coordinator, proved.id)).toBe(true)
    const link = (await world.link(proved.trackingUrl)).caller
    expect(await verified(link, proved.id)).toBeUndefined()
    // Acting on it says that it is theirs.
    expect(await verified(me, typed.id)).toBe(false)
    expect(said(await me.post(`/tickets/${typed.id}/messages`, { text: 'This is mine.' }))).toBe('201')
    expect(await verified(coordinator, typed.id)).toBe(true)
  })
})
