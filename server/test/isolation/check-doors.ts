import { ACTOR_NAMES, ACTORS, answerOfDoor, type Callers, LINKS, OF_NETWORK, STAFF } from './actors.ts'
import { NO_ID } from './check-cells.ts'
import { OTHER_ROUTES } from './expectations.ts'
import { differences } from './matrix.ts'

/** A route on no ticket admits whom the table says. */
export async function checkDoors(callers: Callers, route: string): Promise<string[]> {
  const row = OTHER_ROUTES[route]
  if (!row) throw new Error(`no cells for ${route}`)
  const [method = '', path = ''] = route.split(' ')
  const found: string[] = []
  const wanted: string[] = []
  for (const actor of ACTOR_NAMES) {
    // The story gives them their tickets; until then they are nobody.
    if (LINKS.includes(actor)) continue
    const answer = await callers[actor].send(method, path.replaceAll(/\{\w+\}/g, NO_ID), { body: row.body })
    found.push(`${actor} ${answer.status}`)
    wanted.push(`${actor} ${answerOfDoor(actor, row.refused, row.signedOut) ?? row.status}`)
  }
  return differences(found, wanted)
}

/** Teams, people and contacts are shown only to those whose they are, also by asking for another company. */
export async function checkPeople(callers: Callers): Promise<string[]> {
  const wrong: string[] = []
  for (const actor of STAFF) {
    const company = ACTORS[actor]
    const network = OF_NETWORK.includes(actor)
    const teams = (await callers[actor].get('/network/teams')).body.items
    const users = (await callers[actor].get('/network/users')).body.items
    const others = [...teams, ...users].filter((item) => item.company.id !== company)
    if (others.length > 0 !== network) wrong.push(`${actor} sees ${others.length} teams and people of others`)
    const me = (await callers[actor].get('/session')).body.user.id
    const contacts = users.filter((user: { email: string | null }) => user.email !== null)
    const own = contacts.length === 1 && contacts[0].id === me
    if (network ? contacts.length !== users.length : !own)
      wrong.push(`${actor} reads ${contacts.length} contacts`)
    for (const filter of ['alpha', 'beta']) {
      const named = (await callers[actor].get(`/network/users?companyId=${filter}`)).body.items
      if (!network && filter !== company && named.length > 0) wrong.push(`${actor} lists people of ${filter}`)
    }
  }
  return wrong
}
