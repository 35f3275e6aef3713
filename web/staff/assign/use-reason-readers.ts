import { api } from '../../shell/api.ts'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { useNetworkList } from '../use-network.ts'

/** Who reads the reason of a hand-off: the distributor and the other side, each named once. */
export function useReasonReaders(other: string): string {
  const { user } = useSession()
  const { list } = useTexts()
  const distributor = useNetworkList('companies', api.companies).find(({ kind }) => kind === 'distributor')
  return list([...new Set([distributor?.name ?? user.company.name, other])])
}
