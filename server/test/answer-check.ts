import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

type Json = Record<string, unknown>
type Document = {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Json }> }> }>
  >
}

/** Checks answers against the OpenAPI document, as an integrator's generated client would. */
export function answerCheck(document: unknown) {
  const { paths } = document as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document as Json, 'openapi.json')
  const compiled = new Map<string, ValidateFunction>()
  const templates = Object.keys(paths).map((path) => ({
    path,
    // An empty place is a thing that does not exist, at an address that is served.
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`),
  }))

  /** Throws where the answer is not one that the document promises. */
  return (method: string, url: string, answer: { status: number; type: string; body: unknown }): void => {
    const path = url.split('?')[0] ?? ''
    if (!path.startsWith('/api/v1/')) return
    // As OpenAPI 3.1 says: an address that is named as it stands goes before one with a place to fill in.
    const fits = templates.filter((candidate) => candidate.pattern.test(path))
    const template = (fits.find((candidate) => !candidate.path.includes('{')) ?? fits[0])?.path
    const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()]
    // What the document does not name is answered as not found, or as a method that there is not.
    if (!template || !operation) {
      if (answer.status === (template ? 405 : 404)) return
      throw new Error(`${method} ${path} is not in the OpenAPI document and answered ${answer.status}`)
    }
    const promised = operation.responses[answer.status]
    const what = `${method} ${template} ${answer.status}`
    if (!promised) throw new Error(`${what}: the OpenAPI document does not promise this status`)
    if (!promised.content) {
      if (answer.body === undefined) return
      throw new Error(`${what}: an answer without content was promised`)
    }
    const type = answer.type.split(';')[0] ?? ''
    if (!promised.content[type]) throw new Error(`${what}: ${type} was not promised`)
    const pointer = [
      'paths',
      template,
      method.toLowerCase(),
      'responses',
      String(answer.status),
      'content',
      type,
      'schema',
    ]
      .map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/')
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi.json#/${pointer}` })
    compiled.set(pointer, validate)
    if (!validate(answer.body)) {
      throw new Error(
        `${what}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(answer.body).slice(0, 2000)}`,
      )
    }
  }
}
