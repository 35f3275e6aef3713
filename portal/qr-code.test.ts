import { expect, it } from 'vitest'
import { pathOf } from './qr-code.tsx'

it('draws each run of dark squares once', () => {
  const rows = ['##.#', '....', '.##.', '####']
  const qr = { size: 4, isDark: (row: number, column: number) => rows[row]?.[column] === '#' }
  expect(pathOf(qr)).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h2v1h-2zM0 3h4v1h-4z')
})
