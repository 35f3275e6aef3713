import type { Audience } from '../../../contract/event-types.ts'

/** Who reads: staff by their company; customers, links and clients have none and read what is public. */
export type Reader = { companyId: string | null }

/** Was this reader meant, when it was written? A stamp never widens. */
export function mayRead(
  reader: Reader,
  written: { audience: Audience; companies: readonly string[] },
): boolean {
  if (written.audience === 'public') return true
  return reader.companyId !== null && written.companies.includes(reader.companyId)
}

/**
 * The companies to stamp. `network` is the distributor and the company that holds the subject now, and always the
 * author's own; `company` is the author's alone; `public` needs none.
 */
export function stampFor(
  audience: Audience,
  who: { authorCompanyId: string; distributorId: string; holderCompanyId: string | null },
): string[] {
  switch (audience) {
    case 'public':
      return []
    case 'company':
      return [who.authorCompanyId]
    case 'network':
      return [
        ...new Set([
          who.distributorId,
          who.authorCompanyId,
          ...(who.holderCompanyId ? [who.holderCompanyId] : []),
        ]),
      ].sort()
  }
}
