import { describe, expect, it } from 'vitest'
import { NO_ANSWERS } from './answers.ts'
import { attemptFor, deviceDraft } from './draft.ts'

const DAY = 86_400_000
function storage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
const answers = { ...NO_ANSWERS, name: 'Lana' }

describe('a draft on the device', () => {
  it('comes back as it was, and is gone once it is cleared', () => {
    const device = storage()
    const draft = deviceDraft('test-drive', device)
    expect(draft.write({ answers, step: 2, attempt: null })).toBe(true)
    expect(deviceDraft('test-drive', device).read()).toEqual({ answers, step: 2, attempt: null })
    expect(deviceDraft('ssc-inquiry', device).read()).toBeNull()
    draft.clear()
    expect(draft.read()).toBeNull()
    expect(device.kept.size).toBe(0)
  })
  it('is forgotten after seven days', () => {
    const device = storage()
    deviceDraft('test-drive', device, () => 0).write({ answers, step: 0, attempt: null })
    expect(deviceDraft('test-drive', device, () => 7 * DAY).read()).not.toBeNull()
    expect(deviceDraft('test-drive', device, () => 7 * DAY + 1).read()).toBeNull()
  })
  it('ignores what is broken or of another shape', () => {
    const device = storage()
    for (const broken of ['{', 'null', '7', '{"shape":0,"savedAt":1}', '{"shape":1}']) {
      device.kept.set('ic-draft-test-drive', broken)
      expect(deviceDraft('test-drive', device, () => 1).read()).toBeNull()
    }
  })
  it('goes on without a storage, or with a full one, and says that nothing was kept', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('quota')
      },
    }
    expect(deviceDraft('test-drive', null).write({ answers, step: 0, attempt: null })).toBe(false)
    expect(deviceDraft('test-drive', full).write({ answers, step: 0, attempt: null })).toBe(false)
    expect(deviceDraft('test-drive', null).read()).toBeNull()
  })
})

describe('the key of a request', () => {
  let made = 0
  const newKey = () => `key-${++made}`
  it('stays while the answers stay, with the body that was sent first', () => {
    const first = attemptFor(answers, { language: 'en' }, null, newKey)
    expect(attemptFor({ ...answers }, { language: 'ar' }, first, newKey)).toBe(first)
  })
  it('changes with the answers', () => {
    const first = attemptFor(answers, {}, null, newKey)
    const second = attemptFor({ ...answers, name: 'Lana K' }, {}, first, newKey)
    expect(second.key).not.toBe(first.key)
  })
})
