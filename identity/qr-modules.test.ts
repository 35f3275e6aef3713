import qrcode from 'qrcode-generator'
import { expect, test } from 'vitest'
import { type Grid, qrModules } from './qr-modules.ts'

/** What an independent program draws. It chooses one of the eight masks itself. */
function drawnElsewhere(text: string): string {
  const code = qrcode(0, 'L')
  code.addData(text, 'Byte')
  code.make()
  const at = Array.from({ length: code.getModuleCount() }, (_, i) => i)
  return at.map((i) => at.map((j) => (code.isDark(i, j) ? '#' : '.')).join('')).join('\n')
}

const shown = (grid: Grid | undefined) =>
  (grid ?? []).map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n')

// One text for each version, up to the longest: 17, 32, 53, 78, 106, 134, 154, 192 and 230 bytes.
test.each([1, 17, 18, 32, 53, 78, 106, 134, 135, 154, 192, 193, 230])(
  'a text of %d bytes becomes the QR code that an independent program draws',
  (length) => {
    const text = 'otpauth://totp/Interchange:bea%40east.example?secret='
      .padEnd(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
      .slice(0, length)
    const masked = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => shown(qrModules(text, mask)))
    expect(new Set(masked).size).toBe(8)
    expect(masked).toContain(drawnElsewhere(text))
    expect(masked).toContain(shown(qrModules(text)))
  },
)

test('a text that is too long becomes none', () => {
  expect(qrModules('x'.repeat(231))).toBeUndefined()
})
