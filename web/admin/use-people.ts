import { useQuery } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { useTexts } from '../shell/use-texts.ts'

/** Everybody in the network as a choice, each with their company, since names repeat. */
export function usePeople(): { value: string; label: string; name: string }[] {
  const { language } = useTexts()
  const { data } = useQuery({
    queryKey: ['network', 'users', language],
    queryFn: () => api.users(),
    staleTime: 300_000,
    placeholderData: (before) => before,
  })
  return (data?.items ?? []).map(({ id, name, company }) => ({
    ...{ value: id, name, label: `${name} · ${company.name}` },
  }))
}
