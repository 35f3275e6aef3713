/** @jsxImportSource preact */
import { DAY_PARTS } from '../contract/ticket-details.ts'
import { useDepartments, useFittingBranches } from './branch-question.tsx'
import { useForm } from './form-context.ts'
import { dayAfter, dayOfWeek, hoursToday, isOpenOn, localTime } from './opening-hours.ts'
import { ChoiceQuestion, Options } from './parts/choice-question.tsx'
import { datesIn } from './parts/dates.ts'
import { Question } from './parts/question.tsx'

const DAYS_OFFERED = 10

/** The day that suits, and the part of it; exact times are the branch's to offer. */
export function WhenQuestions({ serviceId }: { serviceId: string }) {
  const { speech, answers, now } = useForm()
  const { say } = speech
  const branches = useFittingBranches(serviceId).items
  const branch = branches.find(({ id }) => id === answers.branchId)
  const departments = useDepartments(serviceId)
  // Before a branch is chosen, any of them says the day better than a phone that may be abroad.
  const zone = (branch ?? branches[0])?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  const today = localTime(now(), zone)
  const doneToday =
    branch && ['closed-now', 'closed-today'].includes(hoursToday(branch, now(), departments).state)
  const words = datesIn(speech.language, 'UTC')
  const days = Array.from({ length: DAYS_OFFERED }, (_, index) => {
    const date = dayAfter(today.date, index)
    const noon = new Date(`${date}T12:00:00Z`)
    const off =
      index === 0 ? Boolean(doneToday) : branch ? !isOpenOn(branch, dayOfWeek(date), departments) : false
    return {
      date,
      off,
      top: index === 0 ? say('day.today') : words.weekday(noon),
      day: words.day(noon),
      bottom: off ? say('day.closed') : words.month(noon),
      name: words.longDay(noon),
    }
  })
  return (
    <>
      <Question field="date" label="day.label" optional group>
        {() => <Days days={days} />}
      </Question>
      <ChoiceQuestion
        field="dayPart"
        label="part.label"
        optional
        look="seg"
        options={DAY_PARTS.map((part) => ({
          // What needs no answer stands chosen, as for the day.
          value: part === 'any' ? '' : part,
          label: say(`part.${part}`),
        }))}
      />
      <p class="h gap">{say('when.note')}</p>
    </>
  )
}

type DayOffered = { date: string; off: boolean; top: string; day: string; bottom: string; name: string }

function Days({ days }: { days: DayOffered[] }) {
  const { answers, change, speech, type } = useForm()
  return (
    <>
      <div class="days">
        {days.map(({ date, off, top, day, bottom, name }) => (
          <label key={date} class={`opt${answers.date === date ? ' on' : ''}${off ? ' off' : ''}`}>
            <input
              type="radio"
              name={`${type}-date`}
              checked={answers.date === date}
              disabled={off}
              aria-label={off ? `${name}: ${bottom}` : name}
              onChange={() => change({ date })}
            />
            <span aria-hidden="true">{top}</span>
            <b aria-hidden="true">{day}</b>
            <span aria-hidden="true">{bottom}</span>
          </label>
        ))}
      </div>
      <Options field="date" look="chips" options={[{ value: '', label: speech.say('day.any') }]} />
    </>
  )
}
