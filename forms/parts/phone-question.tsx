/** @jsxImportSource preact */
import { toE164 } from '../../contract/phone.ts'
import { useForm } from '../form-context.ts'
import { Icon } from './icon.tsx'
import { usePrettyPhone } from './pretty-phone.ts'
import { TextQuestion } from './text-question.tsx'

/** A phone number in any form that people write, and how we understood it. */
export function PhoneQuestion() {
  const { answers, speech, errorOf } = useForm()
  const number = toE164(answers.phone)
  const shown = usePrettyPhone(number)
  return (
    <div class="with-note">
      <TextQuestion
        field="phone"
        label="phone.label"
        kind="tel"
        autocomplete="tel"
        placeholder="0750 000 0000"
        maxLength={40}
      />
      <p class="h understood" role="status">
        {shown && !errorOf('phone') && (
          <>
            <Icon name="check" size="sm" />
            <Around text={speech.say('phone.understood', { phone: '\u0000' })} code={shown} />
          </>
        )}
      </p>
    </div>
  )
}

/** A sentence with a number in it that reads left to right. */
function Around({ text, code }: { text: string; code: string }) {
  const [before, after] = text.split('\u0000')
  return (
    <span>
      {before}
      <bdi class="code">{code}</bdi>
      {after}
    </span>
  )
}
