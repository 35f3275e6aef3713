/** Puts values into `{name}` places. A place without a value stays empty, so that no code reaches a reader. */
export function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
