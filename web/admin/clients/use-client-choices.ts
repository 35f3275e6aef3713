import { useQuery } from '@tanstack/react-query'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'

type Option = { value: string; label: string }
const asOptions = (items: readonly { id: string; name: string }[] = []): Option[] =>
  items.map(({ id, name }) => ({ value: id, label: name }))

/** What a client can be limited to: a dealer's only to its own branches. */
export function useClientChoices(companyId: string | null) {
  const { language } = useTexts()
  const shared = { staleTime: 300_000, placeholderData: <Data>(before: Data) => before }
  const companies = useQuery({
    ...{ queryKey: ['network', 'companies', language], queryFn: api.companies, ...shared },
  }).data?.items.filter(({ active }) => active)
  const brands = useQuery({
    ...{ queryKey: ['network', 'brands', language], queryFn: api.brands, ...shared },
  }).data?.items
  const branches = useQuery({
    ...{ queryKey: ['network', 'branches', language], queryFn: () => api.branches(), ...shared },
  }).data?.items.filter(({ active }) => active)
  const distributorId = companies?.find(({ kind }) => kind === 'distributor')?.id ?? null
  const owner = companyId ?? distributorId
  return {
    ...{ companies: asOptions(companies), brands: asOptions(brands), distributorId },
    branches: asOptions(branches?.filter(({ company }) => owner === distributorId || company.id === owner)),
  }
}
