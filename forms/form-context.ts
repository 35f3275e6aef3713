import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from '../client/index.ts'
import type { TicketType } from '../contract/ticket-details.ts'
import type { FormTextKey } from '../texts/forms.ts'
import type { Answers, Field } from './answers.ts'
import type { Speech } from './parts/speech.ts'

/** What every question of a form can reach. */
export type FormInHand = {
  type: TicketType
  answers: Answers
  speech: Speech<FormTextKey>
  api: Api
  now: () => Date
  change: (answers: Partial<Answers>) => void
  /** A question was left: from now on its errors show. */
  leave: (field: Field) => void
  /** The error of a question in words, where it is time to show it. */
  errorOf: (field: Field) => string | null
}

export const FormContext = createContext<FormInHand | null>(null)

export function useForm(): FormInHand {
  const form = useContext(FormContext)
  if (!form) throw new Error('A question stands outside a form')
  return form
}

/** Where the input of a question is found, for labels and for links of the error summary. */
export const inputId = (type: TicketType, field: Field) => `${type}-${field}`
