/** The kinds of wrong requests that RFC 7644, section 3.12 names. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** A refusal in SCIM's own terms; ends the act, and the transaction rolls back. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | null
  constructor(status: number, detail: string, scimType: ScimType | null = null) {
    super(detail)
    this.name = 'ScimError'
    this.status = status
    this.scimType = scimType
  }
}

/** 400 of a kind. */
export function refuseScim(scimType: ScimType, detail: string): never {
  throw new ScimError(400, detail, scimType)
}

/** The body of an error (RFC 7644, section 3.12): the status is a string there. */
export function errorBody({ status, scimType, message }: ScimError) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType ? { scimType } : {}),
    detail: message,
  }
}
