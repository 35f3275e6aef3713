import { randomBytes } from 'node:crypto'
import { breakGround } from '../ground/database.ts'
import { startServerProcess } from '../ground/server-process.ts'
import { settingsFor } from '../ground/settings.ts'
import { settleNetwork } from '../ground/settle-network.ts'
import type { Findings } from '../kill/find-breaches.ts'
import { type Say, withHouse } from '../kill/open-proof.ts'
import { within } from '../kill/settle.ts'
import { glewlwydIsInstalled, type Person, startGlewlwyd } from './start-glewlwyd.ts'
import { VisitingBrowser } from './visiting-browser.ts'

/**
 * The whole server with an OpenID provider that none of us wrote: signing in with a claim of its own, signing out
 * from there, a proof that says too little, and a provider that is gone. Skipped where Debian's package is not installed.
 */
export async function secondProvider({ port, say }: { port: number; say: Say }): Promise<Findings> {
  if (!glewlwydIsInstalled()) {
    say('  SKIPPED: glewlwyd is not installed (Debian: apt-get install glewlwyd)')
    return { figures: {}, breaches: [] }
  }
  const application = `http://localhost:${port}`
  const people = ['muna-abdulrazaq', 'nobody-here'].map(
    (username): Person => ({
      ...{ username, name: username, email: `${username}@people.example` },
      password: randomBytes(12).toString('base64url'),
    }),
  )
  const [known, unknown] = people as [Person, Person]
  const ground = await breakGround(`proof-second-${port}`, say)
  const provider = await startGlewlwyd({ port: port + 1, application, people })
  try {
    const address = await ground.database('interchange')
    await withHouse(address, (house) => settleNetwork(house, 1))
    const server = await startServerProcess({
      ...settingsFor(address, port, { MAIL: 'off' }),
      ...{ PUBLIC_URL: application, OIDC_ISSUER: provider.issuer, OIDC_USER_CLAIM: 'employee' },
      ...{ OIDC_CLIENT_ID: provider.client.id, OIDC_CLIENT_SECRET: provider.client.secret },
      OIDC_CLIENT_AUTH: 'basic',
    })
    const breaches: string[] = []
    const seen: string[] = []
    const check = (what: string, holds: boolean) => {
      say(`  ${holds ? 'ok' : 'NOT'}: ${what}`)
      if (holds) seen.push(what)
      else breaches.push(what)
    }
    try {
      const browser = new VisitingBrowser(application, provider)
      await browser.enter(known)
      const landed = await browser.signIn('/auth/sign-in?returnTo=/staff/v/mine')
      check('staff sign in by a claim of its own', landed.endsWith('/staff/v/mine'))
      check('the session is theirs', (await browser.userId()) === known.username)

      // Asked with `max_age` it says that the proof was in 1970 (2.7.5): that raises nothing, and takes nothing away.
      const before = browser.cookies.get('ic_staff')
      await browser.enter(known)
      const raised = await browser.signIn('/auth/sign-in?stepUp=1&returnTo=/staff/confirmed')
      check('a proof without a time raises no session', raised.startsWith('400'))
      check(
        'and leaves it as it was',
        before === browser.cookies.get('ic_staff') && (await browser.userId()) === known.username,
      )

      const stranger = new VisitingBrowser(application, provider)
      await stranger.enter(unknown)
      const refused = await stranger.signIn('/auth/sign-in')
      check(
        'somebody whom the directory does not know gets no session',
        refused.includes('403') && (await stranger.userId()) === null,
      )

      await browser.signOutThere()
      const ended = await within(10, async () => (await browser.userId()) === null)
      check('signing out there ends the session here', ended)

      await browser.enter(known)
      await browser.signIn('/auth/sign-in')
      await provider.stop()
      check('with the provider stopped, signed-in staff work on', (await browser.userId()) === known.username)
    } catch (error) {
      breaches.push(
        `${(error as Error).message}\n${provider.log().slice(-1500)}\n${server.log().slice(-1500)}`,
      )
    } finally {
      await server.stop()
    }
    return { figures: { 'seen to hold': seen.length }, breaches }
  } finally {
    await provider.stop()
    await ground.remove()
  }
}
