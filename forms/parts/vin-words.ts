import { normaliseVin, vinError, vinWarning } from '../../contract/vin.ts'
import type { FormTextKey } from '../../texts/forms.ts'
import type { Speech } from './speech.ts'

export const VIN_LENGTH = 17
/** Letters that a VIN never has, and what was meant. */
const MEANT: Record<string, string> = { I: '1', O: '0', Q: '0' }

export type VinCell = { character: string; mark: '' | 'wrong' | 'doubtful' }
export type VinView = {
  cells: VinCell[]
  /** Position (from 1) of what is wrong or doubtful, else null. */
  position: number | null
  /** The correction that one tap makes: the whole VIN with it, and the character. */
  offer: { vin: string; character: string } | null
}

/** The VIN as cells: which is wrong, which is doubtful, and what to offer. */
export function viewVin(text: string): VinView {
  const vin = normaliseVin(text)
  const error = vinError(vin)
  const wrong = error?.code === 'vin-character' ? error.position : null
  const doubtful = wrong === null && vinWarning(vin) ? 9 : null
  const cells = Array.from({ length: Math.max(VIN_LENGTH, vin.length) }, (_, index): VinCell => {
    const mark =
      index + 1 === wrong || index >= VIN_LENGTH ? 'wrong' : index + 1 === doubtful ? 'doubtful' : ''
    return { character: vin[index] ?? '', mark }
  })
  const meant = wrong === null ? undefined : MEANT[vin[wrong - 1] ?? '']
  const offer =
    wrong !== null && meant
      ? { vin: vin.slice(0, wrong - 1) + meant + vin.slice(wrong), character: meant }
      : null
  return { cells, position: wrong ?? doubtful, offer }
}

/** What is wrong with a VIN, in words; null where nothing is. */
export function vinTrouble(text: string, { say }: Speech<FormTextKey>): string | null {
  const vin = normaliseVin(text)
  const error = vinError(vin)
  switch (error?.code) {
    case undefined:
      return null
    case 'vin-character': {
      const { position, character } = error
      const offer = MEANT[character]
      return offer
        ? say('vin.wrong-letter', { position, character, offer })
        : say('vin.wrong-character', { position, character })
    }
    case 'vin-check-digit':
      return say('vin.check-digit-wrong')
    case 'vin-length':
      return error.length < VIN_LENGTH
        ? say('vin.too-few', { length: error.length, count: VIN_LENGTH - error.length })
        : say('vin.too-many', { length: error.length, count: error.length - VIN_LENGTH })
  }
}
