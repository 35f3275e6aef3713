import type { ComponentType } from 'preact'
import type { TicketType } from '../../contract/ticket-details.ts'
import type { FormTextKey } from '../../texts/forms.ts'
import type { Answers, Field } from '../answers.ts'

export type Step = { title: FormTextKey; fields: readonly Field[]; Questions: ComponentType }

/** One of the five forms: its steps, and one line that says on later steps what was chosen. */
export type FormShape = {
  type: TicketType
  first: Partial<Answers>
  steps: readonly Step[]
  Summary: ComponentType
}
