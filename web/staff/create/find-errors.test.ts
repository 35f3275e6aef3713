import { expect, test } from 'vitest'
import type { TicketType } from '../../../contract/ticket-details.ts'
import { check, serverErrors } from './find-errors.ts'
import { ticketBody, type Values } from './ticket-body.ts'

const asked = (type: TicketType, values: Values, forMe = false) => ({
  type,
  values,
  forMe,
  language: 'ar' as const,
})
const lana: Values = { '/requester/name': 'Lana Qadir', '/requester/phone': '٠٧٥٠ ٠٠٠ ٤٤١٧' }
const codes = (type: TicketType, values: Values) =>
  Object.fromEntries(
    Object.entries(check(asked(type, values)).errors).map(([field, error]) => [field, error.code]),
  )

test('an empty form says what each type needs, at its field', () => {
  const contact = { '/requester/name': 'required', '/requester/phone': 'contact-missing' }
  expect(codes('general-inquiry', {})).toEqual({
    ...contact,
    '/details/topic': 'required',
    '/details/message': 'required',
  })
  expect(codes('vehicle-quotation', {})).toEqual({ ...contact, '/details/intent': 'required' })
  expect(codes('ssc-inquiry', {})).toEqual({ ...contact, '/details/vin': 'required' })
  expect(codes('service-booking', {})).toEqual({
    ...contact,
    '/details/vehicle/plate': 'required',
    '/details/serviceId': 'required',
  })
  expect(codes('test-drive', {})).toEqual({
    ...contact,
    '/details/wantedVehicle/modelId': 'required',
    '/details/holdsDrivingLicence': 'required',
  })
})

test('a booking needs a VIN or a plate, and says so at the plate', () => {
  const values = { ...lana, '/details/serviceId': 'repair', '/details/vehicle/model': 'Lyn' }
  expect(codes('service-booking', values)).toEqual({ '/details/vehicle/plate': 'vin-or-plate' })
})

test('a wrong character of a VIN is named with its place', () => {
  const { errors } = check(asked('ssc-inquiry', { ...lana, '/details/vin': 'WVWZZZ1JZ3O386752' }))
  expect(errors['/details/vin']).toMatchObject({
    code: 'vin-character',
    values: { position: 11, character: 'O' },
  })
})

test('a filled form becomes the body, with Arabic digits as numbers and the phone as E.164', () => {
  const { ticket, errors } = check(
    asked('vehicle-quotation', {
      ...lana,
      '/details/intent': 'sell',
      '/details/wantedVehicle/modelId': 'hidden-and-not-sent',
      '/details/ownVehicle/make': 'Orveo',
      '/details/ownVehicle/model': 'Nima',
      '/details/ownVehicle/year': '٢٠١٩',
      '/details/ownVehicle/mileage': '61,000',
    }),
  )
  expect(errors).toEqual({})
  expect(ticket).toMatchObject({
    requester: { kind: 'customer', name: 'Lana Qadir', phone: '+9647500004417' },
    language: 'ar',
    details: { intent: 'sell', ownVehicle: { make: 'Orveo', model: 'Nima', year: 2019, mileage: 61_000 } },
  })
  expect(ticket?.details).not.toHaveProperty('wantedVehicle')
})

test('for oneself no customer is sent, even where one was typed before', () => {
  const body = ticketBody(
    asked(
      'general-inquiry',
      { ...lana, '/details/topic': 'information', '/details/message': 'Which form?' },
      true,
    ),
  )
  expect(body.requester).toEqual({ kind: 'staff' })
  expect(
    check(
      asked('general-inquiry', { '/details/topic': 'information', '/details/message': 'Which form?' }, true),
    ).errors,
  ).toEqual({})
})

test('a licence that nobody asked about is missing, never declared missing', () => {
  const drive = (more: Values) =>
    check(asked('test-drive', { ...lana, '/details/wantedVehicle/modelId': 'lyn', ...more }))
  expect(drive({}).errors).toEqual({ '/details/holdsDrivingLicence': { code: 'required', values: {} } })
  expect(drive({ '/details/holdsDrivingLicence': 'no' }).ticket?.details).toMatchObject({
    holdsDrivingLicence: false,
  })
  expect(drive({ '/details/holdsDrivingLicence': 'yes' }).ticket?.details).toMatchObject({
    holdsDrivingLicence: true,
  })
})

test("the server's sentences stand at their fields; what belongs to none is kept apart", () => {
  const problem = {
    type: 'x',
    title: 'x',
    status: 400,
    code: 'invalid-input' as const,
    errors: [
      {
        pointer: '#/branchId',
        code: 'branch-not-serving-brand' as const,
        message: 'This branch does not serve Tavro.',
      },
      { pointer: '#/attribution', code: 'unknown-field' as const, message: 'Elsewhere.' },
    ],
  }
  expect(serverErrors(problem)).toEqual({
    errors: {
      '/branchId': {
        code: 'branch-not-serving-brand',
        values: {},
        message: 'This branch does not serve Tavro.',
      },
    },
    rest: ['Elsewhere.'],
  })
})
