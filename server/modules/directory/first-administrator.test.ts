import { describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { created, inquiry, openTestApp } from '../../test/test-app.ts'
import { BRANCH, USER, worldSnapshot } from '../../test/world-network.ts'
import { firstAdministrator } from './role-mapping.ts'

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

describe('whom FIRST_ADMINISTRATOR names', () => {
  const house = (named: string | null) => ({ config: { firstAdministrator: named } }) as House
  const person = (id: string, email: string | null, active = true) => ({ id, email, active })
  const people = [
    person('one', 'One@distributor.example'),
    person('shared-a', 'desk@distributor.example'),
    person('shared-b', 'DESK@distributor.example'),
    person('left', 'moved@distributor.example', false),
    person('came', 'moved@distributor.example'),
    person('former', 'former@distributor.example', false),
    person('silent', null),
  ]
  it.each([
    ['an id', 'shared-a', 'shared-a'],
    ['the address of one, in any case', 'oNE@distributor.example', 'one'],
    ['the one active of two', 'moved@distributor.example', 'came'],
    ['an address that two share: nobody', 'desk@distributor.example', null],
    ['the address of who left: nobody', 'former@distributor.example', null],
    ['an address that nobody has', 'null', null],
    ['nothing', null, null],
  ])('%s', (_, named, id) => expect(firstAdministrator(house(named), people)).toBe(id))
})
