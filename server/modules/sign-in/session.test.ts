import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { safeParse } from 'zod/mini'
import { LANGUAGES } from '../../../contract/languages.ts'
import { Session } from '../../../contract/session.ts'
import { TicketQuery } from '../../../contract/tickets.ts'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { settleWorld, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { readState } from '../directory/directory-queries.ts'
import { applySnapshot } from '../directory/index.ts'
import { cookieName, createClient, createStaffSession } from './index.ts'

let database: TestDatabase
let house: House
let app: FastifyInstance

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  app = signInApp(house)
  await ask(house, settleWorld)
})
afterAll(async () => {
  await app.close()
  await house.db.destroy()
  await database.drop()
})

async function session(headers: Record<string, string>): Promise<Session> {
  const answer = await app.inject({ url: '/api/v1/session', headers })
  expect(answer.statusCode).toBe(200)
  const parsed = safeParse(Session, answer.json())
  expect(parsed.error?.issues).toBeUndefined()
  return answer.json()
}
async function sessionOf(userId: string, language = 'en'): Promise<Session> {
  const value = await ask(house, (ctx) => createStaffSession(ctx, userId))
  return session({ cookie: `${cookieName(house, 'staff')}=${value}`, 'accept-language': language })
}
const NOTHING: Session['can'] = {
  ...{ createTickets: false, reviewUnassigned: false, viewAudit: false },
  ...{ manageSettings: false, manageClients: false, manageDirectory: false },
}
const keys = ({ views }: Session) => views.map(({ key }) => key)
const types = ['general-inquiry', 'vehicle-quotation', 'ssc-inquiry', 'service-booking', 'test-drive'].map(
  (type) => `type:${type}`,
)

describe('staff', () => {
  it('are greeted with name, company, branch, teams and roles in their language', async () => {
    expect((await sessionOf(USER.alphaNorthAgent, 'ar')).user).toEqual({
      ...{ id: USER.alphaNorthAgent, name: 'شخص alpha-north-agent', teams: [], roleNames: ['موظف فرع'] },
      company: { id: 'alpha', name: 'ألفا للسيارات', kind: 'dealer', active: true },
      branch: { id: 'alpha-north', name: 'فرع alpha-north' },
    })
    expect((await sessionOf(USER.alphaTeamAgent)).user?.teams).toEqual([
      { id: TEAM.alphaSales, name: 'Team alpha-sales' },
    ])
  })

  it('have the views that make sense for them', async () => {
    const distributor = await sessionOf(USER.coordinator)
    expect(keys(distributor)).toEqual(['review', 'mine', 'company', 'all', ...types])
    // Who only reads begins with everything, and has no work of their own.
    expect(keys(await sessionOf(USER.auditor))).toEqual(['all', 'company', ...types])
    expect(keys(await sessionOf(USER.alphaManager))).toEqual(['mine', 'company', ...types])
    expect(keys(await sessionOf(USER.betaTeamAgent))).toEqual([
      'mine',
      `team:${TEAM.betaSales}`,
      'company',
      ...types,
    ])
  })

  it('may do what their role says', async () => {
    const all = Object.fromEntries(Object.keys(NOTHING).map((act) => [act, true]))
    expect((await sessionOf(USER.admin)).can).toEqual(all)
    const coordinator = { ...NOTHING, createTickets: true, reviewUnassigned: true }
    expect((await sessionOf(USER.coordinator)).can).toEqual(coordinator)
    expect((await sessionOf(USER.alphaManager)).can).toEqual({ ...NOTHING, createTickets: true })
    expect((await sessionOf(USER.auditor)).can).toEqual({ ...NOTHING, viewAudit: true })
  })

  it('of the distributor are told how old the directory is', async () => {
    const { synced_at } = await ask(house, readState)
    const age = { syncedAt: synced_at?.toISOString(), stale: false }
    expect((await sessionOf(USER.coordinator)).directory).toEqual(age)
    expect((await sessionOf(USER.alphaManager)).directory).toBeNull()
  })

  it('get queries that the list of tickets takes, of open tickets only', async () => {
    for (const user of [USER.coordinator, USER.betaTeamAgent]) {
      for (const view of (await sessionOf(user)).views) {
        const parsed = safeParse(TicketQuery, view.query)
        expect(parsed.success, view.key).toBe(true)
        expect(parsed.data?.category).toEqual(['new', 'active', 'paused', 'waiting'])
      }
    }
    const { views } = await sessionOf(USER.betaTeamAgent)
    expect(views[0]?.query).toMatchObject({ assigneeId: USER.betaTeamAgent })
    expect(views[1]?.query).toMatchObject({ teamId: TEAM.betaSales })
    expect(views[2]?.query).toMatchObject({ companyId: 'beta' })
    expect((await sessionOf(USER.coordinator)).views[0]?.query).toMatchObject({ assignment: 'unassigned' })
  })

  it('read every name in each language', async () => {
    const seen = new Set<string>()
    for (const language of LANGUAGES) {
      const { views, user } = await sessionOf(USER.coordinator, language)
      for (const { name } of views) expect(name).not.toBe('')
      seen.add(`${views[0]?.name} ${user?.roleNames[0]}`)
    }
    expect(seen.size).toBe(LANGUAGES.length)
  })

  it('with a role or a team that we do not know are not turned away', async () => {
    const world = worldSnapshot()
    for (const user of world.users) if (user.id === USER.betaTeamAgent) user.roles = ['team-agent', 'poet']
    for (const team of world.teams) if (team.id === TEAM.betaSales) team.active = false
    await ask(house, (ctx) => applySnapshot(ctx, world))
    const found = await sessionOf(USER.betaTeamAgent)
    expect(found.user?.roleNames).toEqual(['Team agent', 'poet'])
    expect(found.user?.teams).toEqual([])
    expect(keys(found)).not.toContain(`team:${TEAM.betaSales}`)
    await ask(house, settleWorld)
  })
})

describe('others', () => {
  it('are told what they are, and nothing more', async () => {
    expect(await session({ 'accept-language': 'ru' })).toEqual({
      ...{ kind: 'nobody', language: 'ru', user: null, customer: null, directory: null, views: [] },
      can: NOTHING,
    })
    const page = await app.inject({ url: '/portal-page' })
    const portal = await session({ cookie: String(page.headers['set-cookie']).split(';')[0] as string })
    expect(portal).toMatchObject({ kind: 'customer', user: null, views: [], can: { createTickets: true } })
    const { key } = await ask(house, (ctx) =>
      createClient(ctx, { name: 'Reader', kind: 'other', scopes: ['tickets.read'] }),
    )
    const client = await session({ authorization: `Bearer ${key}` })
    expect(client).toMatchObject({ kind: 'client', user: null, views: [], can: { createTickets: false } })
  })
})
