/** Finds circles of imports, each as the list of files on it. Tarjan's way, one circle per knot. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const knots: string[][] = []

  const visit = (node: string): void => {
    order.set(node, order.size)
    lowest.set(node, order.get(node) ?? 0)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) {
        visit(next)
        lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0))
      } else if (stack.includes(next)) {
        lowest.set(node, Math.min(lowest.get(node) ?? 0, order.get(next) ?? 0))
      }
    }
    if (lowest.get(node) !== order.get(node)) return
    const knot = stack.splice(stack.indexOf(node))
    if (knot.length > 1 || (graph.get(node) ?? []).includes(node)) knots.push(knot)
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return knots.map((knot) => shortestCircle(graph, knot))
}

/** A whole knot is hard to read; the shortest circle through its first file shows what to cut. */
function shortestCircle(graph: ReadonlyMap<string, readonly string[]>, knot: string[]): string[] {
  const start = [...knot].sort()[0] ?? ''
  const within = new Set(knot)
  const paths: string[][] = [[start]]
  const seen = new Set<string>()
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    for (const next of graph.get(path.at(-1) ?? '') ?? []) {
      if (next === start) return [...path, start]
      if (!within.has(next) || seen.has(next)) continue
      seen.add(next)
      paths.push([...path, next])
    }
  }
  return knot
}
