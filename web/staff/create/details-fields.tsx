import { useEffect } from 'react'
import { CONDITIONS, DAY_PARTS, INTENTS, PAYMENT_METHODS, TOPICS } from '../../../contract/ticket-details.ts'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { asOptions, useNetworkList } from '../use-network.ts'
import { useCreateForm } from './create-form.ts'
import { FieldChips, FieldChoice, Line, Paragraph } from './form-fields.tsx'
import { isAsked } from './ticket-body.ts'
import { VinLine } from './vin-line.tsx'

/** What this type asks for. */
export function DetailsFields() {
  const { t } = useTexts()
  const { asked } = useCreateForm()
  switch (asked.type) {
    case 'general-inquiry':
      return (
        <>
          <FieldChips
            field="/details/topic"
            label={t('create.topic')}
            options={TOPICS.map((value) => ({ value, label: t(`topics.${value}`) }))}
            required
          />
          <Paragraph field="/details/message" label={t('create.message')} required />
        </>
      )
    case 'vehicle-quotation':
      return <QuotationFields />
    case 'ssc-inquiry':
      return (
        <>
          <VinLine field="/details/vin" required />
          <Paragraph field="/details/message" label={t('create.message')} />
        </>
      )
    case 'service-booking':
      return <BookingFields />
    case 'test-drive':
      return (
        <>
          <WantedVehicle />
          <PreferredTime />
          <FieldChips
            field="/details/holdsDrivingLicence"
            label={t('create.licence')}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`create.${value}`) }))}
            required
          />
          <Paragraph field="/details/message" label={t('create.message')} />
        </>
      )
  }
}

function QuotationFields() {
  const { t } = useTexts()
  const { asked } = useCreateForm()
  return (
    <>
      <FieldChips
        field="/details/intent"
        label={t('create.intent')}
        options={INTENTS.map((value) => ({ value, label: t(`intents.${value}`) }))}
        required
      />
      {isAsked('/details/wantedVehicle/modelId', asked) && <WantedVehicle />}
      {isAsked('/details/ownVehicle/make', asked) && (
        <>
          <h4>{t('create.own')}</h4>
          <div className="three">
            <Line field="/details/ownVehicle/make" label={t('create.make')} required />
            <Line field="/details/ownVehicle/model" label={t('create.ownModel')} required />
            <Line field="/details/ownVehicle/year" label={t('create.year')} numeric required />
          </div>
          <VinLine field="/details/ownVehicle/vin" />
          <div className="two">
            <Line field="/details/ownVehicle/mileage" label={t('create.mileage')} numeric />
            <FieldChoice
              field="/details/ownVehicle/condition"
              label={t('create.condition')}
              options={CONDITIONS.map((value) => ({ value, label: t(`conditions.${value}`) }))}
            />
          </div>
        </>
      )}
      <div className="two">
        <FieldChoice
          field="/details/paymentMethod"
          label={t('create.payment')}
          options={PAYMENT_METHODS.map((value) => ({ value, label: t(`paymentMethods.${value}`) }))}
        />
        <FieldChoice
          field="/details/preferredContactTime"
          label={t('create.contactTime')}
          options={DAY_PARTS.map((value) => ({ value, label: t(`dayParts.${value}`) }))}
        />
      </div>
      <Paragraph field="/details/message" label={t('create.message')} />
    </>
  )
}

const WORKSHOPS = ['service-center', 'quick-service-center', 'body-shop']

function BookingFields() {
  const { t } = useTexts()
  // As on the customer's form: departments that work on cars; the others sell.
  const services = useNetworkList('services', api.services).filter(({ departmentIds }) =>
    departmentIds.some((id) => WORKSHOPS.includes(id)),
  )
  return (
    <>
      <FieldChoice
        field="/details/serviceId"
        label={t('create.service')}
        options={asOptions(services)}
        required
      />
      <div className="two">
        <Line
          field="/details/vehicle/plate"
          label={t('create.plate')}
          hint={t('create.vinOrPlate')}
          ltr
          code
        />
        <VinLine field="/details/vehicle/vin" />
        <Line field="/details/vehicle/model" label={t('create.model')} />
        <Line field="/details/vehicle/mileage" label={t('create.mileage')} numeric />
      </div>
      <PreferredTime />
      <Paragraph field="/details/complaint" label={t('create.complaint')} />
    </>
  )
}

const OF_THE_MODEL = [
  '/details/wantedVehicle/modelId',
  '/details/wantedVehicle/grade',
  '/details/wantedVehicle/year',
] as const

function WantedVehicle() {
  const { t } = useTexts()
  const { asked, change } = useCreateForm()
  const brandId = asked.values['/brandId']
  const all = useNetworkList('vehicle-models', () => api.vehicleModels())
  const models = all.filter(({ brand }) => !brandId || brand.id === brandId)
  const model = all.find(({ id }) => id === asked.values['/details/wantedVehicle/modelId'])
  useEffect(() => {
    // A model names its brand; another brand chosen later takes the model away.
    if (model && !brandId) change('/brandId', model.brand.id)
    if (model && brandId && model.brand.id !== brandId) {
      for (const field of OF_THE_MODEL) change(field, '')
    }
  }, [model, brandId, change])
  const plain = (values: readonly (string | number)[]) =>
    values.map((value) => ({ value: String(value), label: String(value) }))
  return (
    <>
      <h4>{t('create.wanted')}</h4>
      <div className="three">
        <FieldChoice
          field="/details/wantedVehicle/modelId"
          label={t('create.model')}
          options={models.map(({ id, name, brand }) => ({
            value: id,
            label: brandId ? name : `${brand.name} ${name}`,
          }))}
          required
        />
        <FieldChoice
          field="/details/wantedVehicle/grade"
          label={t('create.grade')}
          options={plain(model?.grades ?? [])}
          disabled={!model}
        />
        {isAsked('/details/wantedVehicle/year', asked) && (
          <FieldChoice
            field="/details/wantedVehicle/year"
            label={t('create.year')}
            options={plain(model?.years ?? [])}
            disabled={!model}
          />
        )}
      </div>
    </>
  )
}

function PreferredTime() {
  const { t } = useTexts()
  return (
    <div className="two">
      <Line field="/details/preferredTime/date" label={t('create.date')} type="date" ltr />
      <FieldChoice
        field="/details/preferredTime/dayPart"
        label={t('create.dayPart')}
        options={DAY_PARTS.map((value) => ({ value, label: t(`dayParts.${value}`) }))}
      />
    </div>
  )
}
