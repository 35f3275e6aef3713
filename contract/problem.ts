import * as z from 'zod/mini'

/**
 * Every refusal the API knows, with its HTTP status. The code is the last part of the problem's `type` and does not
 * change; titles and details are worded in the caller's language (`texts/problems.ts`).
 */
export const PROBLEMS = {
  'broken-json': 400,
  'invalid-input': 400,
  'cursor-mismatch': 400,
  'idempotency-key-invalid': 400,
  'not-signed-in': 401,
  'not-permitted': 403,
  'cross-site-request': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'status-not-allowed': 409,
  'requirements-open': 409,
  'closing-code-not-allowed': 409,
  'assignment-not-allowed': 409,
  'assignment-unchanged': 409,
  'unit-inactive': 409,
  'unit-of-another-company': 409,
  'assignee-cannot-see': 409,
  'nothing-to-accept': 409,
  'nothing-to-return': 409,
  'ticket-closed': 409,
  'reopen-window-over': 409,
  'code-wrong': 409,
  'mapping-locks-out': 409,
  'nothing-to-read': 409,
  'proposal-confirmed': 409,
  'proposal-withdrawn': 409,
  'notice-refused': 401,
  'notice-repeated': 409,
  'branch-move-decided': 409,
  'client-revoked': 409,
  'origin-not-allowed': 403,
  'step-up-needed': 403,
  'idempotency-key-in-use': 409,
  'version-stale': 412,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'idempotency-key-reused': 422,
  'if-match-missing': 428,
  'rate-limited': 429,
  'internal-error': 500,
  'code-not-sent': 503,
  'not-ready': 503,
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** What can be wrong with one value of the input. */
export const INPUT_CODES = [
  'required',
  'unknown-field',
  'wrong-type',
  'not-one-of',
  'too-short',
  'too-long',
  'too-small',
  'too-big',
  'wrong-format',
  'broken-unicode',
  'bidi-control',
  'control-character',
  'line-break',
  'phone-invalid',
  'contact-missing',
  'vin-length',
  'vin-character',
  'vin-check-digit',
  'vin-or-plate',
  'year-out-of-range',
  'unknown-reference',
  'inactive-reference',
  'model-of-another-brand',
  'branch-of-another-company',
  'branch-not-serving-brand',
  'not-for-this-client',
  'not-for-this-caller',
  'not-for-this-status',
  'time-past',
  'already-used',
  'too-many-words',
  'not-with-search',
] as const
export type InputCode = (typeof INPUT_CODES)[number]

/** RFC 9457 problem details; `errors` for input, `allowed` where a rule was broken and something else would do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  errors: z.optional(
    z.array(z.object({ pointer: z.string(), code: z.enum(INPUT_CODES), message: z.string() })),
  ),
  allowed: z.optional(z.array(z.string())),
})
export type Problem = z.infer<typeof Problem>
