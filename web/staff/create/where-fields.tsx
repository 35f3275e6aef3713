import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { asOptions, useNetworkList } from '../use-network.ts'
import { useCreateForm } from './create-form.ts'
import { FieldChoice } from './form-fields.tsx'
import { isAsked, neededService } from './ticket-body.ts'

/** Brand, city and branch; only branches that serve what is asked for. */
export function WhereFields() {
  const { t, comma, language } = useTexts()
  const { asked, change } = useCreateForm()
  const { type, values } = asked
  const brands = useNetworkList('brands', api.brands)
  const cities = useNetworkList('cities', api.cities)
  const query = {
    brandId: values['/brandId'] || undefined,
    cityId: values['/cityId'] || undefined,
    serviceId: neededService(type, values) ?? undefined,
  }
  const asksBranch = isAsked('/branchId', asked)
  const branches = useQuery({
    queryKey: ['network', 'branches', query, language],
    queryFn: () => api.branches(query),
    enabled: asksBranch,
    staleTime: 60_000,
  })
  const items = branches.data?.items
  const branchId = values['/branchId']
  useEffect(() => {
    // A branch that does not serve what is asked for now is no longer chosen; the list shows what is left.
    if (items && branchId && !items.some(({ id }) => id === branchId)) change('/branchId', '')
  }, [items, branchId, change])

  return (
    <section>
      <h3>{t('create.where')}</h3>
      <div className="two">
        {isAsked('/brandId', asked) && (
          <FieldChoice field="/brandId" label={t('create.brand')} options={asOptions(brands)} />
        )}
        <FieldChoice field="/cityId" label={t('create.city')} options={asOptions(cities)} />
      </div>
      {asksBranch && (
        <FieldChoice
          field="/branchId"
          label={t('create.branch')}
          hint={t(items?.length === 0 ? 'create.branchNone' : 'create.branchHint')}
          placeholder={t('create.branchAny')}
          options={(items ?? []).map(({ id, name, company }) => ({
            value: id,
            label: `${company.name}${comma}${name}`,
          }))}
        />
      )}
    </section>
  )
}
