import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoleMapping } from '../../../contract/settings.ts'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'

const PATH = '/settings/role-actions'

describe('what roles may do', () => {
  let world: TestApp
  let admin: Caller
  beforeAll(async () => {
    world = await openTestApp()
    admin = await world.staff(USER.admin)
  })
  afterAll(() => world.close())

  const mapping = async () => {
    const { body, headers } = await admin.get(PATH)
    const shown: RoleMapping = body
    const roles = Object.fromEntries(shown.roles.map(({ role, actions }) => [role, actions]))
    return { shown, roles, match: { 'if-match': headers.etag ?? '' } }
  }

  it('shows the default roles, who has them, and every action there is', async () => {
    const { shown } = await mapping()
    expect(shown.roles.map(({ role }) => role)).toContain('privacy-officer')
    expect(shown.roles.find(({ role }) => role === 'branch-agent')).toMatchObject({
      ...{ users: 4, isDefault: true },
      actions: expect.arrayContaining(['tickets.work', 'tickets.assign.unit']),
    })
    expect(shown.actions).toContain('settings.manage')
  })

  it('changes at once what people may do, and writes down what was before', async () => {
    const auditor = await world.staff(USER.auditor)
    const { roles, match } = await mapping()
    expect((await auditor.get('/audit')).status).toBe(200)
    const changed = await admin.patch(PATH, { roles: { ...roles, auditor: ['tickets.read'] } }, match)
    expect(changed.status).toBe(200)
    expect((await auditor.get('/audit')).status).toBe(403)
    const log = (await admin.get('/audit?type=setting.changed')).body.items
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({
      ...{ outcome: 'done', actor: { kind: 'staff', id: USER.admin, name: expect.any(String) } },
      subject: { type: 'setting', id: 'role-actions' },
      detail: { version: 1, before: { auditor: expect.arrayContaining(['audit.view']) } },
    })
    const again = await mapping()
    const same = await admin.patch(PATH, { roles: again.roles }, again.match)
    expect(same.status).toBe(200)
    expect((await admin.get('/audit?type=setting.changed')).body.items).toHaveLength(1)
    await admin.patch(PATH, { roles }, again.match)
  })

  it('gives a dealer nothing that reaches over the network, whatever the mapping says', async () => {
    const { roles, match } = await mapping()
    const wide = [...(roles['distributor-admin'] ?? [])]
    await admin.patch(PATH, { roles: { ...roles, 'dealer-manager': wide } }, match)
    const dealer = await world.staff(USER.alphaManager)
    expect((await dealer.get(PATH)).status).toBe(403)
    expect((await dealer.get('/audit')).status).toBe(403)
    expect((await dealer.get('/session')).body.can.reviewUnassigned).toBe(false)
    await admin.patch(PATH, { roles }, (await mapping()).match)
  })

  it('refuses bad input, a stale version, none, and a mapping that shuts its author out', async () => {
    const { roles, match } = await mapping()
    const unknown = await admin.patch(PATH, { roles: { auditor: ['tickets.burn'] } }, match)
    expect(unknown.status).toBe(400)
    expect((await admin.patch(PATH, { roles })).status).toBe(428)
    const stale = await admin.patch(PATH, { roles }, { 'if-match': '"999"' })
    expect(stale.body.type).toContain('version-stale')
    const out = await admin.patch(PATH, { roles: { ...roles, 'distributor-admin': ['tickets.read'] } }, match)
    expect(out.status).toBe(409)
    expect(out.body.type).toContain('mapping-locks-out')
    expect((await mapping()).roles).toEqual(roles)
  })

  it('lets one of two who change it at once through, and tells the other', async () => {
    const { roles, match } = await mapping()
    const tries = await Promise.all(
      ['one', 'two', 'three'].map((role) =>
        admin.patch(PATH, { roles: { ...roles, [role]: ['tickets.read'] } }, match),
      ),
    )
    expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
  })

  it('is not for others, and not without a fresh sign-in', async () => {
    expect((await world.nobody.get(PATH)).status).toBe(401)
    const coordinator = await world.staff(USER.coordinator)
    expect((await coordinator.get(PATH)).status).toBe(403)
    const { roles, match } = await mapping()
    world.pass(15 * 60_000)
    const late = await admin.patch(PATH, { roles }, match)
    expect(late.status).toBe(403)
    expect(late.body.type).toContain('step-up-needed')
    expect((await admin.get(PATH)).status).toBe(200)
  })

  it('writes refusals into the log, once a minute each', async () => {
    const coordinator = await world.staff(USER.coordinator)
    for (let i = 0; i < 3; i++) await coordinator.get('/audit')
    const own = await admin.get(`/audit?type=request.refused&actorId=${USER.coordinator}`)
    const lines = own.body.items.filter(
      (line: { subject: { id: string } }) => line.subject.id === 'GET /audit',
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ outcome: 'refused', detail: { code: 'not-permitted' } })
  })
})
