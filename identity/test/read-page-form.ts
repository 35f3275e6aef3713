const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** What a browser would send for the first form of a page whose tag fits, without its buttons. */
export function readPageForm(page: string, tag = /<form class="thing"/): URLSearchParams {
  const start = page.search(tag)
  if (start < 0) throw new Error('the page has no such form')
  const form = page.slice(start, page.indexOf('</form>', start))
  const values = new URLSearchParams()
  for (const [control] of form.matchAll(/<input [^>]*>|<select [\s\S]*?<\/select>/g)) {
    const name = attribute(control, 'name')
    if (!name) continue
    if (control.startsWith('<select')) {
      const options = control.match(/<option [^>]*>/g) ?? []
      const chosen = options.find((option) => option.includes(' selected')) ?? options[0]
      values.append(name, attribute(chosen ?? '', 'value'))
    } else if (!/type="(checkbox|radio)"/.test(control) || control.includes(' checked')) {
      values.append(name, attribute(control, 'value'))
    }
  }
  return values
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll(/&([^;]+);/g, (entity, code: string) => ENTITIES[code] ?? entity)
}
