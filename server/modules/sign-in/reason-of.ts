/** What went wrong, for our own log: the message, and the code that the Identity System gave. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { error: code, error_description: words } = error as { error?: unknown; error_description?: unknown }
  const said = [code, words]
    .filter((part) => typeof part === 'string')
    .map((part) => String(part).slice(0, 200))
  const cause = error.cause instanceof Error ? [error.cause.message] : []
  return [error.message, ...said, ...cause].join(': ')
}
