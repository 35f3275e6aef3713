import { createStaffSession } from '../../server/modules/sign-in/index.ts'
import { exampleRequests } from '../../server/modules/tickets/index.ts'
import type { DatabaseAddress, Ground } from '../ground/database.ts'
import { openOffice } from '../ground/settings.ts'
import { asSystem, settleNetwork } from '../ground/settle-network.ts'
import { connectAdmin } from '../kill/settle.ts'
import { createRequests } from './create-load.ts'
import { questionOf } from './invent-words.ts'
import type { Stream } from './open-loop.ts'
import { createRandom } from './random.ts'
import { seedTickets } from './seed.ts'

/** A database of one size, and the requests that are measured on it. */
export type Size = {
  tickets: number
  name: string
  address: DatabaseAddress
  reads: Stream[]
  creates: ReturnType<typeof createRequests>
}

// Each may write 1,200 times a minute; so many, that it is not this limit which is measured.
const CLIENTS = 200
const OPEN = 'category=new,active,paused,waiting'

/** Makes, fills and analyses it; nobody is connected afterwards. */
export async function prepareSize(ground: Ground, tickets: number): Promise<Size> {
  const name = `bench_${tickets}`
  const address = await ground.database(name)
  const house = openOffice(address)
  const admin = await connectAdmin(address.adminUrl)
  try {
    const keys = await settleNetwork(house, CLIENTS)
    await seedTickets(house, admin, tickets)
    const long = await longTicket(admin)
    const coordinator = await userWith(admin, `'coordinator' = any(roles)`, [])
    const agent = await userWith(admin, `roles = '{branch-agent}' and branch_id = $1`, [long.branch])
    const sessions = await asSystem(house, async (ctx) => ({
      coordinator: await createStaffSession(ctx, coordinator.id),
      agent: await createStaffSession(ctx, agent.id),
    }))
    const example = (await asSystem(house, exampleRequests))['test-drive']
    if (!example) throw new Error('The network offers no test drive')
    const read = (label: string, perSecond: number, who: keyof typeof sessions, path: string): Stream => ({
      ...{ name: label, perSecond },
      next: () => ({
        path: `/api/v1${path}`,
        headers: { cookie: `ic_staff=${sessions[who]}`, 'sec-fetch-site': 'same-origin' },
      }),
    })
    const random = createRandom(1)
    const search = (
      label: string,
      perSecond: number,
      who: keyof typeof sessions,
      dice: typeof random,
    ): Stream => ({
      ...read(label, perSecond, who, ''),
      next: () =>
        read(label, perSecond, who, `/tickets?q=${encodeURIComponent(questionOf(dice, tickets))}`).next(),
    })
    const reads = [
      read(
        'list, branch agent, view "My company"',
        17,
        'agent',
        `/tickets?companyId=${agent.company_id}&${OPEN}&limit=50`,
      ),
      read('list, branch agent, all tickets in sight', 17, 'agent', '/tickets?limit=50'),
      read('list, coordinator, view "All"', 16, 'coordinator', `/tickets?${OPEN}&limit=50`),
      read('list, coordinator, by the last change', 2, 'coordinator', '/tickets?sort=-updatedAt&limit=50'),
      read('counts, branch agent', 5, 'agent', '/tickets/counts'),
      read('counts, coordinator', 5, 'coordinator', '/tickets/counts'),
      search('search, branch agent', 5, 'agent', random),
      search('search, coordinator', 5, 'coordinator', random),
      read('open a ticket with 100 events', 50, 'agent', `/tickets/${long.id}`),
      read('timeline of that ticket', 50, 'agent', `/tickets/${long.id}/timeline`),
    ]
    return { tickets, name, address, reads, creates: createRequests(example, keys) }
  } finally {
    await admin.end()
    await house.db.destroy()
  }
}

type Admin = Awaited<ReturnType<typeof connectAdmin>>

async function longTicket(admin: Admin): Promise<{ id: string; branch: string }> {
  const { rows } = await admin.query<{ id: string; branch: string }>(
    `select t.id, t.holder_branch_id as branch from events e join tickets t on t.id = e.subject_id where e.sequence = 100`,
  )
  return rows[0] ?? fail('There is no ticket with 100 events')
}

async function userWith(admin: Admin, condition: string, values: string[]) {
  const { rows } = await admin.query<{ id: string; company_id: string }>(
    `select id, company_id from users where active and ${condition} order by id limit 1`,
    values,
  )
  return rows[0] ?? fail(`The network has nobody with ${condition} ${values.join()}`)
}

function fail(what: string): never {
  throw new Error(what)
}
