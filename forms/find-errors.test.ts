import { describe, expect, it } from 'vitest'
import { TICKET_TYPES } from '../contract/ticket-details.ts'
import { type Answers, fieldAt, NO_ANSWERS } from './answers.ts'
import { checkAnswers, serverErrors } from './find-errors.ts'

const you = { name: 'Lana Karim', phone: '٠٧٥٠ ٤٤٦ ٤٤١٧' }
const WHOLE: Record<(typeof TICKET_TYPES)[number], Partial<Answers>> = {
  'general-inquiry': { topic: 'complaint', message: 'It was late' },
  'vehicle-quotation': {
    intent: 'trade',
    brandId: 'tavro',
    modelId: 'tavro-lyn',
    year: '2027',
    ownMake: 'Orveo',
    ownModel: 'Nara',
    ownYear: '٢٠١٩',
    ownMileage: '84,000',
  },
  'ssc-inquiry': { vin: 'tz1 kr42n6 p0318846' },
  'service-booking': { serviceId: 'body-and-paint', plate: '22 A 12345', date: '2026-12-01' },
  'test-drive': { brandId: 'tavro', modelId: 'tavro-lyn', licence: 'no', dayPart: 'noon' },
}
const check = (type: (typeof TICKET_TYPES)[number], answers: Partial<Answers>) =>
  checkAnswers(type, { ...NO_ANSWERS, ...answers }, 'ar')
const found = (type: (typeof TICKET_TYPES)[number], answers: Partial<Answers>) =>
  Object.fromEntries(check(type, answers).errors.map(({ field, code }) => [field, code]))

describe('checking answers with the schema of the API', () => {
  it.each(TICKET_TYPES)('takes a whole %s', (type) => {
    const { errors, ticket } = check(type, { ...WHOLE[type], ...you })
    expect(errors).toEqual([])
    expect(ticket).toMatchObject({
      type,
      language: 'ar',
      requester: { name: 'Lana Karim', phone: '+9647504464417' },
    })
  })
  it('understands numbers as people write them', () => {
    const { ticket } = check('vehicle-quotation', { ...WHOLE['vehicle-quotation'], ...you })
    expect(ticket?.details).toMatchObject({
      ownVehicle: { year: 2019, mileage: 84_000 },
      wantedVehicle: { year: 2027 },
    })
  })
  it('leaves out what belongs to another intent', () => {
    const { ticket } = check('vehicle-quotation', { ...WHOLE['vehicle-quotation'], ...you, intent: 'sell' })
    expect(ticket).not.toHaveProperty('brandId')
    expect(ticket?.details).not.toHaveProperty('wantedVehicle')
  })
  it('finds every question that is open, each once', () => {
    expect(found('test-drive', {})).toEqual({
      brandId: 'required',
      licence: 'required',
      name: 'required',
      phone: 'contact-missing',
    })
    expect(found('general-inquiry', you)).toEqual({ topic: 'required', message: 'required' })
    expect(found('service-booking', { ...you, serviceId: 'body-and-paint' })).toEqual({ vin: 'vin-or-plate' })
  })
  it('asks for a model once the brand is there', () => {
    expect(found('test-drive', { ...you, licence: 'yes', brandId: 'tavro' })).toEqual({ modelId: 'required' })
  })
  it('names what is wrong with a contact even when the other one is right', () => {
    const whole = WHOLE['general-inquiry']
    expect(found('general-inquiry', { ...whole, ...you, email: 'lana@' })).toEqual({ email: 'wrong-format' })
    expect(found('general-inquiry', { ...whole, ...you, phone: '123' })).toEqual({ phone: 'phone-invalid' })
    expect(found('general-inquiry', { ...whole, name: 'L', email: 'l@example.com' })).toEqual({
      name: 'too-short',
    })
  })
  it('tells length, letters and text in a number field apart', () => {
    expect(found('ssc-inquiry', { ...you, vin: 'TZ1KR42N' })).toEqual({ vin: 'vin-length' })
    expect(found('ssc-inquiry', { ...you, vin: 'TZ1KR42N6P0O18846' })).toEqual({ vin: 'vin-character' })
    const quotation = { ...WHOLE['vehicle-quotation'], ...you }
    expect(found('vehicle-quotation', { ...quotation, ownYear: 'old' })).toEqual({ ownYear: 'wrong-type' })
    expect(found('vehicle-quotation', { ...quotation, ownYear: '1234' })).toEqual({ ownYear: 'too-small' })
    expect(found('vehicle-quotation', { ...quotation, ownVin: 'X' })).toEqual({ ownVin: 'vin-length' })
  })
})

describe('what the server refused', () => {
  it('stands at the question that the pointer means, in the words of the server', () => {
    const problem = {
      type: 'about:blank',
      title: 'Bad input',
      status: 400,
      code: 'invalid-input' as const,
      errors: [
        { pointer: '#/branchId', code: 'branch-not-serving-brand' as const, message: 'Not this brand.' },
        {
          pointer: '#/details/wantedVehicle/modelId',
          code: 'unknown-reference' as const,
          message: 'No such model.',
        },
        { pointer: '#/externalReference', code: 'too-long' as const, message: 'Too long.' },
      ],
    }
    expect(serverErrors(problem)).toEqual({
      errors: [
        { field: 'branchId', code: 'branch-not-serving-brand', values: {}, message: 'Not this brand.' },
        { field: 'modelId', code: 'unknown-reference', values: {}, message: 'No such model.' },
      ],
      rest: ['Too long.'],
    })
  })
  it('goes up to the nearest question', () => {
    expect(fieldAt('#/details/ownVehicle/photos/0')).toBe('ownMake')
    expect(fieldAt('/requester')).toBe('phone')
    expect(fieldAt('#/attribution/utm_source')).toBeNull()
  })
})
