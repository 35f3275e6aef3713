/** @jsxImportSource preact */
import { CONDITIONS, DAY_PARTS, INTENTS, PAYMENT_METHODS } from '../../contract/ticket-details.ts'
import { BranchQuestion } from '../branch-question.tsx'
import { useForm } from '../form-context.ts'
import { ChoiceQuestion } from '../parts/choice-question.tsx'
import { TextQuestion } from '../parts/text-question.tsx'
import { VinQuestion } from '../parts/vin-question.tsx'
import { WantedVehicleQuestions } from '../vehicle-questions.tsx'
import type { FormShape } from './form-shape.ts'
import { WantedVehicleSummary } from './test-drive.tsx'
import { YOU_FIELDS, YouQuestions } from './you.tsx'

export const vehicleQuotation: FormShape = {
  type: 'vehicle-quotation',
  first: { intent: 'buy' },
  steps: [
    {
      title: 'title.vehicle-quotation',
      fields: [
        'intent',
        'brandId',
        'modelId',
        'grade',
        'year',
        'ownMake',
        'ownModel',
        'ownYear',
        'ownMileage',
        'condition',
        'ownVin',
        'paymentMethod',
      ],
      Questions: WhichCars,
    },
    { title: 'step.where', fields: ['branchId', 'cityId'], Questions: Where },
    { title: 'step.you', fields: [...YOU_FIELDS, 'contactTime'], Questions: You },
  ],
  Summary,
}

function WhichCars() {
  const { speech, answers, change } = useForm()
  const { say } = speech
  const sells = answers.intent !== 'buy'
  const buys = answers.intent !== 'sell'
  return (
    <>
      <ChoiceQuestion
        field="intent"
        label="intent.label"
        look="seg"
        options={INTENTS.map((intent) => ({ value: intent, label: say(`intent.${intent}`) }))}
        onChoose={(intent) => change({ intent, branchId: '' })}
      />
      {buys && (
        <>
          {sells && <h2 class="part">{say('wanted.legend')}</h2>}
          <WantedVehicleQuestions year />
        </>
      )}
      {sells && (
        <>
          <h2 class="part">{say('own.legend')}</h2>
          <TextQuestion field="ownMake" label="own-make.label" maxLength={60} />
          <TextQuestion field="ownModel" label="own-model.label" maxLength={60} />
          <div class="pair">
            <TextQuestion field="ownYear" label="own-year.label" kind="number" maxLength={4} />
            <TextQuestion field="ownMileage" label="mileage.label" kind="number" optional maxLength={9} />
          </div>
          <ChoiceQuestion
            field="condition"
            label="condition.label"
            optional
            look="seg"
            options={CONDITIONS.map((one) => ({ value: one, label: say(`condition.${one}`) }))}
          />
          <VinQuestion field="ownVin" label="own-vin.label" optional />
        </>
      )}
      {buys && (
        <ChoiceQuestion
          field="paymentMethod"
          label="payment.label"
          optional
          look="chips"
          options={PAYMENT_METHODS.map((one) => ({ value: one, label: say(`payment.${one}`) }))}
        />
      )}
    </>
  )
}

function Where() {
  const { answers } = useForm()
  return <BranchQuestion serviceId={answers.intent === 'sell' ? 'used-car-sales' : 'new-vehicle-sale'} />
}

function You() {
  const { speech } = useForm()
  return (
    <>
      <YouQuestions />
      <ChoiceQuestion
        field="contactTime"
        label="contact-time.label"
        optional
        look="seg"
        options={DAY_PARTS.map((part) => ({
          value: part === 'any' ? '' : part,
          label: speech.say(`part.${part}`),
        }))}
      />
    </>
  )
}

function Summary() {
  const { answers, speech } = useForm()
  const intent = speech.say(`intent.${answers.intent as (typeof INTENTS)[number]}`)
  return (
    <>
      {intent}
      {' · '}
      {answers.intent === 'sell' ? (
        <bdi>{`${answers.ownMake} ${answers.ownModel}`}</bdi>
      ) : (
        <WantedVehicleSummary />
      )}
    </>
  )
}
