/** @jsxImportSource preact */
import { BranchQuestion } from '../branch-question.tsx'
import { useForm } from '../form-context.ts'
import { ChoiceQuestion } from '../parts/choice-question.tsx'
import { useBrands, useModels, WantedVehicleQuestions } from '../vehicle-questions.tsx'
import { WhenQuestions } from '../when-questions.tsx'
import type { FormShape } from './form-shape.ts'
import { YOU_FIELDS, YouQuestions } from './you.tsx'

const SERVICE = 'test-drive'

export const testDrive: FormShape = {
  type: 'test-drive',
  first: {},
  steps: [
    {
      title: 'title.test-drive',
      fields: ['brandId', 'modelId', 'grade'],
      Questions: () => <WantedVehicleQuestions />,
    },
    {
      title: 'step.where-and-when',
      fields: ['branchId', 'cityId', 'date', 'dayPart'],
      Questions: WhereAndWhen,
    },
    { title: 'step.you', fields: ['licence', ...YOU_FIELDS], Questions: You },
  ],
  Summary: WantedVehicleSummary,
}

function WhereAndWhen() {
  return (
    <>
      <BranchQuestion serviceId={SERVICE} />
      <WhenQuestions serviceId={SERVICE} />
    </>
  )
}

function You() {
  const { speech, answers } = useForm()
  const { say } = speech
  return (
    <>
      <ChoiceQuestion
        field="licence"
        label="licence.label"
        look="seg"
        options={[
          { value: 'yes', label: say('licence.yes') },
          { value: 'no', label: say('licence.no') },
        ]}
      />
      {answers.licence && (
        <p class="h gap" role="status">
          {say(answers.licence === 'yes' ? 'licence.hint' : 'licence.without')}
        </p>
      )}
      <YouQuestions />
    </>
  )
}

/** The car that is wanted: brand, model, grade. */
export function WantedVehicleSummary() {
  const { answers } = useForm()
  const brand = useBrands().items.find(({ id }) => id === answers.brandId)
  const model = useModels(answers.brandId).items.find(({ id }) => id === answers.modelId)
  return (
    <>
      {[brand?.name, model?.name].filter(Boolean).join(' ')} {answers.grade && <bdi>{answers.grade}</bdi>}
    </>
  )
}
