import { expect, test } from 'vitest'
import { keyName } from './shortcuts.ts'

const press = (code: string, key: string, more: Partial<KeyboardEvent> = {}) =>
  keyName({ code, key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more })

test('letters are named by their place, also on an Arabic or Russian layout', () => {
  expect(press('KeyJ', 'j')).toBe('J')
  expect(press('KeyJ', 'ت')).toBe('J')
  expect(press('KeyJ', 'о')).toBe('J')
  expect(press('KeyR', 'R', { shiftKey: true })).toBe('Shift+R')
})

test('the help key is known by its sign in either script', () => {
  expect(press('Slash', '?', { shiftKey: true })).toBe('?')
  expect(press('KeyH', '؟', { shiftKey: true })).toBe('?')
})

test('keys held with Ctrl, Alt or Meta are left to the browser', () => {
  expect(press('KeyR', 'r', { ctrlKey: true })).toBeNull()
  expect(press('KeyA', 'a', { metaKey: true })).toBeNull()
  expect(press('KeyS', 's', { altKey: true })).toBeNull()
})
