import { type InputCode, PROBLEMS, type ProblemCode } from '../../contract/problem.ts'

/** One wrong value of the input: where (JSON Pointer from the body's root, or `?name`), what, and the values of its sentence. */
export type InputError = { pointer: string; code: InputCode; values?: Record<string, string | number> }

/** A refusal in the product's own terms; the edge words it in the caller's language (RFC 9457). */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly values: Record<string, string | number>
  readonly errors: InputError[] | undefined
  readonly allowed: string[] | undefined
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, more: RefusalDetails = {}) {
    super(code)
    this.code = code
    this.status = PROBLEMS[code]
    this.values = more.values ?? {}
    this.errors = more.errors
    this.allowed = more.allowed
    this.headers = more.headers ?? {}
  }
}
export type RefusalDetails = {
  values?: Record<string, string | number>
  errors?: InputError[]
  allowed?: string[]
  headers?: Record<string, string>
}

/** Ends the act here; the transaction rolls back and nothing is half done. */
export function refuse(code: ProblemCode, more?: RefusalDetails): never {
  throw new Refusal(code, more)
}

/** Refuses the input for one value. */
export function refuseInput(
  pointer: string,
  code: InputCode,
  values?: Record<string, string | number>,
): never {
  throw new Refusal('invalid-input', { errors: [{ pointer, code, ...(values ? { values } : {}) }] })
}
