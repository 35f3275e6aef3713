/** @jsxImportSource preact */
import { useForm } from '../form-context.ts'
import { VinQuestion } from '../parts/vin-question.tsx'
import type { FormShape } from './form-shape.ts'
import { YOU_FIELDS, YouQuestions } from './you.tsx'

export const sscInquiry: FormShape = {
  type: 'ssc-inquiry',
  first: {},
  steps: [
    {
      title: 'title.ssc-inquiry',
      fields: ['vin'],
      Questions: () => <VinQuestion field="vin" label="vin.label" />,
    },
    { title: 'step.you', fields: YOU_FIELDS, Questions: () => <YouQuestions /> },
  ],
  Summary: () => <bdi class="code">{useForm().answers.vin}</bdi>,
}
