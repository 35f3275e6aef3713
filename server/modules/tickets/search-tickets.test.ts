import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreateTicketInput } from '../../../contract/tickets.ts'
import { connect } from '../../platform/db/connect.ts'
import { created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { COMPANY, USER } from '../../test/world-network.ts'
import { startWordFill } from './fill-words.ts'

type Asker = Awaited<ReturnType<TestApp['client']>>
type Row = { number: string; reduced?: true }

let world: TestApp
let site: Asker
let desk: Awaited<ReturnType<TestApp['staff']>>
beforeAll(async () => {
  world = await openTestApp()
  site = await world.client({ name: 'Central site' })
  desk = await world.staff(USER.coordinator)
})
afterAll(() => world.close())

const ask = (more: Record<string, string>) => `/tickets?${new URLSearchParams(more)}`
async function search(q: string, who: Pick<Asker, 'get'> = desk, more: Record<string, string> = {}) {
  const answer = await who.get(ask({ ...more, q }))
  expect(answer.status, q).toBe(200)
  return answer.body.items.map((row: Row) => row.number) as string[]
}
const requester = (name: string, phone: string, email: string) => ({ name, phone, email })
const say = (message: string, more: Partial<CreateTicketInput> = {}) =>
  inquiry({ details: { topic: 'information', message }, ...more } as Partial<CreateTicketInput>)
const booking = (vehicle: Record<string, unknown>, complaint: string): CreateTicketInput => ({
  type: 'service-booking',
  requester: requester('Shilan Aziz', '+964 770 123 8891', 'sh.aziz@mailbox.example'),
  details: { vehicle, serviceId: 'auto-repair-and-maintenance', complaint },
})

describe('GET /tickets?q=', () => {
  it('finds by everything that whoever asked has given, however it is written', async () => {
    const { number } = await created(
      site,
      booking(
        { vin: 'ZZZKR42N6P0318846', plate: '11 A 54321', model: 'Lyn Sport' },
        'فرامل السيّارة تُصدِر صوتاً',
      ),
    )
    const other = await created(
      site,
      say('كوردستان هەولێر ئۆتۆمبێل', {
        requester: requester('أحمد الكاظمي', '+964 750 555 0102', "o'hara+x@mailbox.example"),
        externalReference: 'CRM-2026/0042-ж',
      }),
    )
    const found: Record<string, string[]> = {
      [number]: [
        ...[
          number,
          number.toLowerCase(),
          number.replace(/\D/g, ''),
          number.replace('-', ' '),
          `shilan ${number}`,
        ],
        ...['shilan', 'SHIL', 'aziz shilan', 'Shilan Aziz', 'ÁZIZ'],
        ...[
          '8891',
          '07701238891',
          '0770 123 8891',
          '+964 770 123 8891',
          '00964-770-1238891',
          '+964 0770 123 8891',
        ],
        ...['٠٧٧٠ ١٢٣', '۷۷۰۱۲۳', '(0770) 123', 'shilan 0770 123'],
        ...['sh.aziz@mailbox.example', 'SH.AZIZ@mail', 'shilan @mailbox.example'],
        ...['ZZZKR42N6P0318846', 'zzzkr 42n6p 0318846', 'KR42', '8846', '42n6p03'],
        ...['11 A 54321', '11A54321', '11-a-54321', '54321', 'A54321'],
        ...['lyn sport', 'فرامل', 'السياره', 'تصدر صوتا', 'الســيارة', 'فرا صوت'],
      ],
      [other.number]: [
        ...['احمد', 'أحمد الكاظمى', 'الکاظمی', 'کوردستان', 'كوردستان', 'ههولير', 'هەولێر ئۆتۆ'],
        ...["o'hara+x@mailbox.example", "O'HARA", 'hara'],
      ],
    }
    for (const [wanted, questions] of Object.entries(found)) {
      for (const q of questions) expect(await search(q), q).toEqual([wanted])
    }
    for (const q of ['crm-2026/0042-ж', 'CRM 2026', 'crm20260042']) {
      expect(await search(q), q).toEqual([other.number])
      expect(await search(q, site), q).toEqual([other.number])
    }
    for (const q of [
      'shilan ahmed',
      '0770 124',
      'KR43',
      'zzzkr42n6p0318847',
      'hilan',
      'ziz',
      'mailbox',
      '770',
    ]) {
      expect(await search(q), q).toEqual([])
    }
  })

  it('finds what was chosen by its names in each language', async () => {
    const model = (await site.get('/network/vehicle-models')).body.items[0]
    const ticket = await created(site, {
      ...inquiry(),
      type: 'test-drive',
      details: { wantedVehicle: { modelId: model.id }, holdsDrivingLicence: true },
    } as CreateTicketInput)
    expect(await search(model.name)).toContain(ticket.number)
  })

  it('takes any text without stumbling, and says what it cannot look for', async () => {
    const refused: Record<string, string> = {
      '': 'too-short',
      ' ': 'too-short',
      a: 'too-short',
      'a b c': 'too-short',
      "''": 'too-short',
      '%%%___': 'too-short',
      [`${'word '.repeat(99)}end`]: 'too-long',
      'one two three four five six seven eight nine ten aa bb cc dd ee ff gg': 'too-many-words',
      'two\nlines': 'line-break',
      'nul\u0000l': 'control-character',
    }
    for (const [q, code] of Object.entries(refused)) {
      const answer = await desk.get(ask({ q }))
      expect(answer.status, q).toBe(400)
      expect(answer.body.errors[0], q).toMatchObject({ pointer: '?q', code })
    }
    const odd = [
      "' or 1=1 --",
      "qq'qq",
      "''qq'''':*",
      'qq & !ww | (ee',
      '\\\\qq\\',
      'qq:*',
      'qq <-> ww',
      '%qq_',
      'qq%ww',
      '$qq$',
      '{qq}',
    ]
    for (const q of [
      ...odd,
      '😀 qq',
      '@@@@ qq',
      "qq'@x",
      '\\@qq',
      'ﷺﷺ',
      '½½½½',
      'x'.repeat(200),
      '9'.repeat(200),
    ]) {
      expect(await search(q), q).toEqual([])
    }
  })

  it('keeps the order of creation, page by page, with the other filters', async () => {
    const numbers: string[] = []
    for (let count = 1; count <= 5; count++) {
      world.pass(1000)
      const more = count % 2 ? {} : { externalReference: `page-${count}` }
      numbers.unshift((await created(site, say(`Turnstile ${count}`, more))).number)
    }
    expect(await search('turnstile')).toEqual(numbers)
    expect(await search('turnstile', desk, { sort: 'createdAt' })).toEqual(numbers.toReversed())
    for (const [sort, wanted] of [
      ['-createdAt', numbers],
      ['createdAt', numbers.toReversed()],
    ] as const) {
      const pages: string[] = []
      let cursor: string | null = null
      do {
        const answer = await desk.get(
          ask({ q: 'turnstile', limit: '2', sort, ...(cursor ? { cursor } : {}) }),
        )
        pages.push(...answer.body.items.map((row: Row) => row.number))
        cursor = answer.body.nextCursor
        if (cursor) expect((await desk.get(ask({ q: 'other', limit: '2', sort, cursor }))).status).toBe(400)
      } while (cursor)
      expect(pages).toEqual(wanted)
    }
    expect(await search('turnstile', desk, { externalReference: 'page-4' })).toHaveLength(1)
    expect(await search('turnstile', desk, { assignment: 'dealer,branch,team' })).toEqual([])
    expect(
      await search('turnstile', desk, {
        assignment: 'unassigned',
        category: 'new,active,paused,waiting',
        source: 'api',
        type: 'general-inquiry',
      }),
    ).toEqual(numbers)
    expect(await search('turnstile', desk, { category: 'closed' })).toEqual([])
    const sorted = await desk.get(ask({ q: 'turnstile', sort: 'updatedAt' }))
    expect(sorted.body.errors[0]).toMatchObject({ pointer: '?sort', code: 'not-with-search' })
  })

  it('follows what is changed, and where the ticket goes', async () => {
    const ticket = await created(site, say('Windscreen wiper'))
    const head = await desk.get(`/tickets/${ticket.id}`)
    const details = { topic: 'complaint', message: 'Headlamp housing' }
    await desk.patch(`/tickets/${ticket.id}`, { details }, { 'if-match': head.headers.etag ?? '' })
    expect(await search('windscreen')).toEqual([])
    expect(await search('headlamp')).toEqual([ticket.number])
    const manager = await world.staff(USER.betaManager)
    expect(await search('headlamp', manager)).toEqual([])
    await desk.post(`/tickets/${ticket.id}/assignment`, { status: 'dealer', companyId: COMPANY.beta })
    expect(await search('headlamp', manager)).toEqual([ticket.number])
    expect(await search('headlamp', manager, { companyId: COMPANY.beta })).toEqual([ticket.number])
    expect(await search('headlamp', desk, { assignment: 'unassigned' })).toEqual([])
    expect(await search('headlamp', await world.staff(USER.alphaManager))).toEqual([])
  })

  it('finds nothing by what an answer hides: a reference of another’s system, a ticket that a rival holds', async () => {
    const alpha = await world.client({ companyId: COMPANY.alpha, name: 'Alpha site' })
    const ticket = await created(alpha, say('Gearbox whine', { externalReference: 'ALPHA-77123' }))
    await desk.post(`/tickets/${ticket.id}/assignment`, { status: 'dealer', companyId: COMPANY.beta })
    const manager = await world.staff(USER.betaManager)
    expect(await search('gearbox', manager)).toEqual([ticket.number])
    expect(await search('alpha-77123', manager)).toEqual([])
    expect(await search('77123', manager)).toEqual([])
    expect((await manager.get('/tickets?externalReference=ALPHA-77123')).body.items).toEqual([])
    expect(await search('alpha-77123')).toEqual([ticket.number])
    // Its maker knows the number, and no more.
    expect(await search('gearbox', alpha)).toEqual([])
    expect(await search('77123', alpha)).toEqual([])
    expect(await search(`gearbox ${ticket.number}`, alpha)).toEqual([])
    expect(await search(ticket.number, alpha)).toEqual([ticket.number])
    expect((await alpha.get('/tickets?externalReference=ALPHA-77123')).body.items).toHaveLength(1)
    await desk.post(`/tickets/${ticket.id}/assignment`, { status: 'unassigned' })
    expect(await search('gearbox', alpha)).toEqual([ticket.number])
    expect(await search('alpha-77123', alpha)).toEqual([ticket.number])
  })

  it('is for staff and clients', async () => {
    expect((await world.nobody.get('/tickets?q=lana')).status).toBe(401)
  })

  it('finds again what has no words yet, once the worker has filled them in', async () => {
    const ticket = await created(site, say('Parcel shelf'))
    const owner = connect(world.adminUrl, { max: 1 })
    await owner.deleteFrom('ticket_search' as never).execute()
    expect(await search('parcel')).toEqual([])
    expect((await desk.get(`/tickets/${ticket.id}`)).status).toBe(200)
    const before = await owner
      .selectFrom('tickets' as never)
      .selectAll()
      .execute()
    expect(await startWordFill(world.house).done).toBe(before.length)
    await owner.destroy()
    expect(await search('parcel')).toEqual([ticket.number])
    expect(await startWordFill(world.house).done).toBe(0)
  })
})
