import type { Row } from './platform-network.ts'

type Refused = { status: 400; title: string }
type List = { Count: number; Value: Row[] }

const HIDES_TERMINATED = ['Company', 'CompanyBranch']

/**
 * A list as the platform answers it: total after the filter, a page by `$skip` and `$top`, 400 without `$top` or above
 * the caller's bound, and rows with a TerminationDate only where the filter names that column.
 */
export function answerOData(
  kind: string,
  all: readonly Row[],
  query: URLSearchParams,
  most: number,
): List | Refused {
  const top = query.get('$top')
  if (top === null) return { status: 400, title: 'DataGridExport access is needed without $top' }
  if (!/^\d+$/.test(top) || Number(top) > most) return { status: 400, title: `$top must be at most ${most}` }
  const filter = query.get('$filter') ?? ''
  const hides = HIDES_TERMINATED.includes(kind) && !filter.includes('TerminationDate')
  const found = all
    .filter((row) => row.IsDeleted !== true)
    .filter((row) => !hides || !row.TerminationDate)
    .toSorted((left, right) => (left.ID < right.ID ? -1 : 1))
  const skip = Number(query.get('$skip') ?? 0)
  return { Count: found.length, Value: found.slice(skip, skip + Number(top)) }
}
