/** @jsxImportSource preact */
import type { VehicleModel } from '../contract/network.ts'
import { useForm } from './form-context.ts'
import { ListState, useList } from './network-list.tsx'
import { ChoiceQuestion } from './parts/choice-question.tsx'
import { Question } from './parts/question.tsx'

export function useBrands() {
  const { api } = useForm()
  return useList('brands', () => api.brands())
}

export function useModels(brandId: string) {
  const { api } = useForm()
  return useList<VehicleModel>(brandId ? `models ${brandId}` : null, () => api.vehicleModels({ brandId }))
}

/** Which brand, where it matters for the branch. */
export function BrandQuestion({ optional = false }: { optional?: boolean }) {
  const { speech, change, answers } = useForm()
  const brands = useBrands()
  const other = optional ? [{ value: '', label: speech.say('brand.other') }] : []
  if (brands.state !== 'ready') {
    return (
      <Question field="brandId" label="brand.label" group>
        {() => <ListState list={brands} rows={1} />}
      </Question>
    )
  }
  return (
    <ChoiceQuestion
      field="brandId"
      label="brand.label"
      optional={optional}
      look={brands.items.length <= 4 && !optional ? 'seg' : 'chips'}
      options={[...brands.items.map(({ id, name }) => ({ value: id, label: name })), ...other]}
      onChoose={(brandId) => {
        if (brandId !== answers.brandId) change({ brandId, modelId: '', grade: '', year: '', branchId: '' })
      }}
    />
  )
}

/** Brand, model and grade of a car that we sell; the year where it is asked for. */
export function WantedVehicleQuestions({ year = false }: { year?: boolean }) {
  const { speech, answers, change } = useForm()
  const { say, knows } = speech
  const models = useModels(answers.brandId)
  const model = models.items.find(({ id }) => id === answers.modelId)
  const body = (key: string) => (knows(`body.${key}`) ? say(`body.${key}` as 'body.suv') : key)
  return (
    <>
      <BrandQuestion />
      {!answers.brandId || models.items.length === 0 ? (
        <Question field="modelId" label="model.label" group>
          {() =>
            answers.brandId && models.state !== 'ready' ? (
              <ListState list={models} rows={3} />
            ) : (
              <p class="h">{say(answers.brandId ? 'model.none' : 'model.choose')}</p>
            )
          }
        </Question>
      ) : (
        <ChoiceQuestion
          field="modelId"
          label="model.label"
          look="tiles"
          options={models.items.map(({ id, name, bodyType }) => ({
            value: id,
            label: name,
            note: body(bodyType),
          }))}
          onChoose={(modelId) => change({ modelId, grade: '', year: '' })}
        />
      )}
      {model && model.grades.length > 0 && (
        <ChoiceQuestion
          field="grade"
          label="grade.label"
          optional
          look="chips"
          options={[
            ...model.grades.map((grade) => ({ value: grade, label: grade })),
            { value: '', label: say('grade.any') },
          ]}
        />
      )}
      {year && model && model.years.length > 0 && (
        <ChoiceQuestion
          field="year"
          label="year.label"
          optional
          look="chips"
          options={[
            ...model.years
              .toSorted((a, b) => b - a)
              .map((one) => ({ value: String(one), label: String(one) })),
            { value: '', label: say('year.any') },
          ]}
        />
      )}
    </>
  )
}
