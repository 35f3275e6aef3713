import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordSecurity } from '../../platform/security-log/record-security.ts'
import { openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, USER } from '../../test/world-network.ts'

describe('a line of the security log', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('calls clients and people by their names, also for whoever may only read the log', async () => {
    const admin = await world.staff(USER.admin)
    const body = { name: 'Kiosk', kind: 'other', scopes: ['tickets.read'] }
    const made = await admin.post('/api-clients', body as never)
    expect(made.status).toBe(201)
    const auditor = await world.staff(USER.auditor)
    const [line] = (await auditor.get('/audit?type=client.created')).body.items
    expect(line).toMatchObject({
      actor: { kind: 'staff', id: USER.admin, name: expect.stringContaining('admin') },
      subject: { type: 'client', id: made.body.id, name: 'Kiosk' },
    })
    expect(JSON.stringify(line)).not.toContain(made.body.secretKey)
  })

  it('names the companies of a branch move beside their ids, and leaves out whom it does not know', async () => {
    const decided = (from: string) =>
      world.asSystem((ctx) =>
        recordSecurity(ctx, {
          ...{ type: 'branch-move.decided', outcome: 'done' },
          subject: { type: 'directory', id: BRANCH.alphaNorth },
          detail: { state: 'confirmed', from, to: COMPANY.beta },
        }),
      )
    await decided('long-gone')
    await decided(COMPANY.alpha)
    const auditor = await world.staff(USER.auditor)
    const { items } = (await auditor.get('/audit?type=branch-move.decided', { 'accept-language': 'en' })).body
    expect(items.map(({ detail }: { detail: object }) => detail)).toEqual([
      expect.objectContaining({ from: COMPANY.alpha, fromName: 'Alpha Motors', to: COMPANY.beta }),
      { state: 'confirmed', from: 'long-gone', to: COMPANY.beta, toName: expect.stringContaining('Beta') },
    ])
  })
})
