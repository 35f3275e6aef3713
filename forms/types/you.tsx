/** @jsxImportSource preact */
import type { FormTextKey } from '../../texts/forms.ts'
import type { Field } from '../answers.ts'
import { useForm } from '../form-context.ts'
import { PhoneQuestion } from '../parts/phone-question.tsx'
import { TextQuestion } from '../parts/text-question.tsx'

export const YOU_FIELDS: readonly Field[] = ['name', 'phone', 'email', 'message']

/** Who asks and how to answer: the last step of every form. */
export function YouQuestions({ message = 'message-optional.label' }: { message?: FormTextKey | null }) {
  const { say } = useForm().speech
  return (
    <>
      <TextQuestion field="name" label="name.label" autocomplete="name" maxLength={100} />
      <div class="f together">
        <p class="l">{say('reach.label')}</p>
        <p class="h">{say('reach.hint')}</p>
        <PhoneQuestion />
        <TextQuestion
          field="email"
          label="email.label"
          hint="email.hint"
          kind="email"
          autocomplete="email"
          maxLength={254}
        />
      </div>
      {message && <TextQuestion field="message" label={message} optional lines={3} maxLength={5000} />}
    </>
  )
}
