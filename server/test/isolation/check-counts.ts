import { STAFF } from './actors.ts'
import type { Scene } from './matrix.ts'

type View = { key: string; query: Record<string, string> }
const OPEN = ['new', 'active', 'paused', 'waiting']

/** Each count is as long as the list that it counts, for whoever asks. */
export async function checkCounts(scene: Scene): Promise<string[]> {
  const wrong: string[] = []
  // Counts may be two seconds old.
  scene.world.pass(2001)
  for (const actor of STAFF) {
    const views: View[] = (await scene.callers[actor].get('/session')).body.views
    const counts = (await scene.callers[actor].get('/tickets/counts')).body.items
    for (const { key, query } of views) {
      const search = new URLSearchParams({ ...query, limit: '200' })
      if (!search.has('category')) search.set('category', OPEN.join())
      const list = (await scene.callers[actor].get(`/tickets?${search}`)).body
      const open = list.items.filter((item: { status: { category: string } }) =>
        OPEN.includes(item.status.category),
      ).length
      const { count } = counts.find((one: { key: string }) => one.key === key) ?? {}
      if (count !== open) wrong.push(`${actor} counts ${count} in ${key}, lists ${open}`)
    }
  }
  return wrong
}
