import { describe, expect, it } from 'vitest'
import { created, inquiry, openTestApp } from '../../test/test-app.ts'
import { BRANCH, USER, worldSnapshot } from '../../test/world-network.ts'

const emailOf = (id: string) => worldSnapshot().users.find((user) => user.id === id)?.email ?? ''
/** What only the distributor's administrator reads. */
const ADMINISTRATION = ['/settings/role-actions', '/api-clients', '/directory/status', '/audit']

/** What this person is answered in a product that names `named`, and whether they see tickets of others. */
async function seenBy(userId: string, named: string) {
  const world = await openTestApp([], { FIRST_ADMINISTRATOR: named })
  try {
    const ofRival = await created(world.customer(), inquiry({ branchId: BRANCH.betaNorth }))
    const ofNobody = await created(world.customer(), inquiry())
    const person = await world.staff(userId)
    const status = async (path: string) => (await person.get(path)).status
    return {
      administration: await Promise.all(ADMINISTRATION.map(status)),
      tickets: [await status(`/tickets/${ofRival.id}`), await status(`/tickets/${ofNobody.id}`)],
    }
  } finally {
    await world.close()
  }
}

describe('FIRST_ADMINISTRATOR', () => {
  it('makes one person of the distributor an administrator, by id or e-mail in any case', async () => {
    for (const named of [USER.careAgent, emailOf(USER.careAgent).toUpperCase()]) {
      expect((await seenBy(USER.careAgent, named)).administration, named).toEqual([200, 200, 200, 200])
    }
    expect((await seenBy(USER.careAgent, USER.admin)).administration).toEqual([403, 403, 403, 403])
  })

  it('gives a dealer’s person nothing beyond their company', async () => {
    for (const named of [USER.alphaManager, emailOf(USER.alphaManager)]) {
      expect(await seenBy(USER.alphaManager, named)).toEqual({
        administration: [403, 403, 403, 403],
        tickets: [404, 404],
      })
    }
  })
})
