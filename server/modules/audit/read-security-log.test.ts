import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../../test/test-app.ts'
import { USER } from '../../test/world-network.ts'

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
})
