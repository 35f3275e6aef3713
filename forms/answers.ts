/** Every question that a form may ask, as it stands in its field: text, empty where nothing is answered. */
export const NO_ANSWERS = {
  intent: '',
  brandId: '',
  modelId: '',
  grade: '',
  year: '',
  ownMake: '',
  ownModel: '',
  ownYear: '',
  ownVin: '',
  ownMileage: '',
  condition: '',
  paymentMethod: '',
  contactTime: '',
  vin: '',
  plate: '',
  vehicleModel: '',
  mileage: '',
  serviceId: '',
  complaint: '',
  topic: '',
  message: '',
  cityId: '',
  branchId: '',
  date: '',
  dayPart: '',
  licence: '',
  name: '',
  phone: '',
  email: '',
}
export type Answers = typeof NO_ANSWERS
export type Field = keyof Answers

const OF_POINTER: Record<string, Field> = {
  '/brandId': 'brandId',
  '/cityId': 'cityId',
  '/companyId': 'branchId',
  '/branchId': 'branchId',
  '/requester': 'phone',
  '/requester/name': 'name',
  '/requester/phone': 'phone',
  '/requester/email': 'email',
  '/details/topic': 'topic',
  '/details/message': 'message',
  '/details/intent': 'intent',
  '/details/wantedVehicle': 'modelId',
  '/details/wantedVehicle/modelId': 'modelId',
  '/details/wantedVehicle/grade': 'grade',
  '/details/wantedVehicle/year': 'year',
  '/details/ownVehicle': 'ownMake',
  '/details/ownVehicle/make': 'ownMake',
  '/details/ownVehicle/model': 'ownModel',
  '/details/ownVehicle/year': 'ownYear',
  '/details/ownVehicle/vin': 'ownVin',
  '/details/ownVehicle/mileage': 'ownMileage',
  '/details/ownVehicle/condition': 'condition',
  '/details/paymentMethod': 'paymentMethod',
  '/details/preferredContactTime': 'contactTime',
  '/details/vin': 'vin',
  '/details/vehicle': 'vin',
  '/details/vehicle/vin': 'vin',
  '/details/vehicle/plate': 'plate',
  '/details/vehicle/model': 'vehicleModel',
  '/details/vehicle/mileage': 'mileage',
  '/details/serviceId': 'serviceId',
  '/details/complaint': 'complaint',
  '/details/preferredTime': 'date',
  '/details/preferredTime/date': 'date',
  '/details/preferredTime/dayPart': 'dayPart',
  '/details/holdsDrivingLicence': 'licence',
}

/** The question that a pointer of the API means (`#/details/vin`), or the nearest one above it; null for none. */
export function fieldAt(pointer: string): Field | null {
  let path = pointer.replace(/^#/, '')
  while (path !== '') {
    const field = OF_POINTER[path]
    if (field) return field
    path = path.slice(0, path.lastIndexOf('/'))
  }
  return null
}
