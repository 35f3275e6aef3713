import { FeedFailed } from '../directory-feed.ts'

const MOST_PROBLEMS = 100

/** A file that cannot be taken, with what is wrong in it, as far as anybody reads. */
export function invalidFile(problems: readonly string[]): FeedFailed {
  const shown = problems.slice(0, MOST_PROBLEMS)
  const more = problems.length - shown.length
  const lines = more > 0 ? [...shown, `and ${more} more`] : shown
  return new FeedFailed('file-invalid', `the file is not usable:\n${lines.join('\n')}`, lines)
}
