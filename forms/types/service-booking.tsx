/** @jsxImportSource preact */

import type * as z from 'zod/mini'
import type { Service } from '../../contract/network.ts'
import { BranchQuestion } from '../branch-question.tsx'
import { useForm } from '../form-context.ts'
import { ListState, useList } from '../network-list.tsx'
import { ChoiceQuestion } from '../parts/choice-question.tsx'
import { TextQuestion } from '../parts/text-question.tsx'
import { VinQuestion } from '../parts/vin-question.tsx'
import { BrandQuestion, useBrands } from '../vehicle-questions.tsx'
import { WhenQuestions } from '../when-questions.tsx'
import type { FormShape } from './form-shape.ts'
import { YOU_FIELDS, YouQuestions } from './you.tsx'

/** Departments that work on cars; the others sell. */
const WORKSHOPS = ['service-center', 'quick-service-center', 'body-shop']

export const serviceBooking: FormShape = {
  type: 'service-booking',
  first: {},
  steps: [
    {
      title: 'title.service-booking',
      fields: ['serviceId', 'brandId', 'vehicleModel', 'vin', 'plate', 'mileage', 'complaint'],
      Questions: YourCar,
    },
    {
      title: 'step.where-and-when',
      fields: ['branchId', 'cityId', 'date', 'dayPart'],
      Questions: WhereAndWhen,
    },
    { title: 'step.you', fields: YOU_FIELDS, Questions: () => <YouQuestions message={null} /> },
  ],
  Summary,
}

function useWorkshopServices() {
  const { api } = useForm()
  const list = useList<z.infer<typeof Service>>('services', () => api.services())
  return {
    ...list,
    items: list.items.filter((one) => one.departmentIds.some((id) => WORKSHOPS.includes(id))),
  }
}

function YourCar() {
  const { speech, change } = useForm()
  const services = useWorkshopServices()
  return (
    <>
      {services.state === 'ready' ? (
        <ChoiceQuestion
          field="serviceId"
          label="service.label"
          look="pick"
          options={services.items.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={(serviceId) => change({ serviceId, branchId: '' })}
        />
      ) : (
        <ListState list={services} />
      )}
      <TextQuestion
        field="complaint"
        label="complaint.label"
        hint="complaint.hint"
        optional
        lines={3}
        maxLength={5000}
      />
      <h2 class="part">{speech.say('vehicle.legend')}</h2>
      <BrandQuestion optional />
      <TextQuestion field="vehicleModel" label="vehicle-model.label" optional maxLength={60} />
      <p class="h gap">{speech.say('vehicle.vin-or-plate')}</p>
      <TextQuestion field="plate" label="plate.label" kind="code" maxLength={20} />
      <VinQuestion field="vin" label="vin.label" />
      <TextQuestion field="mileage" label="mileage.label" kind="number" optional maxLength={9} />
    </>
  )
}

function WhereAndWhen() {
  const { answers } = useForm()
  return (
    <>
      <BranchQuestion serviceId={answers.serviceId} />
      <WhenQuestions serviceId={answers.serviceId} />
    </>
  )
}

function Summary() {
  const { answers } = useForm()
  const service = useWorkshopServices().items.find(({ id }) => id === answers.serviceId)
  const brand = useBrands().items.find(({ id }) => id === answers.brandId)
  return (
    <>
      {[service?.name, brand?.name].filter(Boolean).join(' · ')}
      {' · '}
      <bdi class="code">{answers.plate || answers.vin}</bdi>
    </>
  )
}
