/** @jsxImportSource preact */
import { TOPICS } from '../../contract/ticket-details.ts'
import { useForm } from '../form-context.ts'
import { useList } from '../network-list.tsx'
import { ChoiceQuestion } from '../parts/choice-question.tsx'
import { Question } from '../parts/question.tsx'
import { TextQuestion } from '../parts/text-question.tsx'
import { BrandQuestion } from '../vehicle-questions.tsx'
import type { FormShape } from './form-shape.ts'
import { YOU_FIELDS, YouQuestions } from './you.tsx'

export const generalInquiry: FormShape = {
  type: 'general-inquiry',
  first: {},
  steps: [
    { title: 'title.general-inquiry', fields: ['topic', 'message', 'brandId'], Questions: What },
    {
      title: 'step.you',
      fields: [...YOU_FIELDS.filter((field) => field !== 'message'), 'cityId', 'branchId'],
      Questions: You,
    },
  ],
  Summary: () => {
    const { speech, answers } = useForm()
    const topic = TOPICS.find((one) => one === answers.topic)
    return <>{topic && speech.say(`topic.${topic}`)}</>
  },
}

function What() {
  const { say } = useForm().speech
  return (
    <>
      <ChoiceQuestion
        field="topic"
        label="topic.label"
        look="pick"
        options={TOPICS.map((topic) => ({
          value: topic,
          label: say(`topic.${topic}`),
          note: say(`topic.${topic}-why`),
        }))}
      />
      <TextQuestion field="message" label="message.label" lines={5} maxLength={5000} />
      <BrandQuestion optional />
    </>
  )
}

function You() {
  return (
    <>
      <YouQuestions message={null} />
      <CityQuestion />
    </>
  )
}

function CityQuestion() {
  const { api, speech, answers, change } = useForm()
  const cities = useList('cities', () => api.cities())
  return (
    <Question field="cityId" label="city.label" optional>
      {({ id, describedBy }) => (
        <select
          id={id}
          class="inp"
          aria-describedby={describedBy}
          value={answers.cityId}
          onChange={(event) => change({ cityId: event.currentTarget.value })}
        >
          <option value="">{speech.say('city.any')}</option>
          {cities.items.map((city) => (
            <option key={city.id} value={city.id}>
              {city.name}
            </option>
          ))}
        </select>
      )}
    </Question>
  )
}
