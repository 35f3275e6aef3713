import { createContext, useContext } from 'react'
import type { FieldErrors } from './find-errors.ts'
import type { Asked, Field } from './ticket-body.ts'

export type CreateForm = { asked: Asked; errors: FieldErrors; change: (field: Field, value: string) => void }

export const FormContext = createContext<CreateForm | null>(null)

/** The form that a field belongs to. */
export function useCreateForm(): CreateForm {
  const form = useContext(FormContext)
  if (!form) throw new Error('useCreateForm outside the form')
  return form
}
