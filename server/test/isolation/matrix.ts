import { openTestApp, type TestAnswer, type TestApp } from '../test-app.ts'
import { type ActorName, type Callers, openCallers } from './actors.ts'
import type { Maker, Situation } from './expectations.ts'
import { type Sight, sightIn, TICKET_ROUTES } from './expectations.ts'
import { beginStory, type Story } from './story.ts'

/*
 * The isolation matrix without a test runner: each check asks the running application and gives lines that tell what is
 * not as the cells say; none when all is well. `isolation.test.ts` runs them on the product, `planted-faults.test.ts` on
 * the product with a fault in it.
 */

export type Matrix = { world: TestApp; callers: Callers }

export async function openMatrix(): Promise<Matrix> {
  const world = await openTestApp()
  return { world, callers: await openCallers(world) }
}

/** One ticket's story where it stands now. */
export type Scene = Matrix & {
  maker: Maker
  situation: Situation
  story: Story
  actors: readonly ActorName[]
}

export async function openStory(matrix: Matrix, maker: Maker): Promise<Story> {
  return beginStory(matrix.world, matrix.callers, maker)
}

export const sightOf = ({ maker, situation }: Scene, actor: ActorName): Sight =>
  sightIn(maker, situation, actor)

/** Asks one route about one ticket as one actor. */
export async function probe(
  { callers }: Matrix,
  route: string,
  actor: ActorName,
  id: string,
): Promise<TestAnswer> {
  const [method = '', template = ''] = route.split(' ')
  const { body, stale } = TICKET_ROUTES[route] ?? {}
  const headers: Record<string, string> = stale ? { 'if-match': '"999999"' } : {}
  return callers[actor].send(method, template.replace('{id}', id), { body, headers })
}

/** Lines of what was found and not wanted, and of what was wanted and not found. */
export function differences(found: readonly string[], wanted: readonly string[]): string[] {
  const [has, should] = [new Set(found), new Set(wanted)]
  return [
    ...found.filter((line) => !should.has(line)).map((line) => `found ${line}`),
    ...wanted.filter((line) => !has.has(line)).map((line) => `missed ${line}`),
  ]
}
