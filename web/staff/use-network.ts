import { useQuery } from '@tanstack/react-query'
import { useTexts } from '../shell/use-texts.ts'

/** A list of the directory, as it may be seen; it changes rarely. */
export function useNetworkList<Item>(name: string, load: () => Promise<{ items: Item[] }>): Item[] {
  const { language } = useTexts()
  const { data } = useQuery({
    queryKey: ['network', name, language],
    queryFn: load,
    staleTime: 300_000,
    placeholderData: (before) => before,
  })
  return data?.items ?? []
}

export const asOptions = (items: readonly { id: string; name: string }[]) =>
  items.map(({ id, name }) => ({ value: id, label: name }))
