import { describe, expect, it } from 'vitest'
import { SECURITY_EVENTS } from '../../../contract/security-events.ts'
import { admin as ar } from '../../../texts/ar/admin.ts'
import { admin as en } from '../../../texts/en/admin.ts'
import { saidKey } from './said-key.ts'

const line = { outcome: 'done', subject: null, detail: {} } as const
const wordsAt = (texts: object, key: string) =>
  key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], texts)

describe('a line of the security log', () => {
  it('has a sentence for every event, done or refused, in both languages', () => {
    for (const type of SECURITY_EVENTS) {
      for (const outcome of ['done', 'refused'] as const) {
        const key = saidKey({ ...line, type, outcome })
        for (const texts of [en, ar]) expect(wordsAt(texts, key), key).toEqual(expect.any(String))
      }
      for (const texts of [en, ar]) {
        expect(wordsAt(texts, `log.types.${type.replaceAll('.', '-')}`), type).toEqual(expect.any(String))
      }
    }
  })

  it('tells a key that ended from a client that ended, and which setting was changed', () => {
    const ended = { ...line, type: 'client.revoked' } as const
    expect(saidKey(ended)).toBe('log.said.client-revoked')
    expect(saidKey({ ...ended, detail: { prefix: 'abcd1234' } })).toBe('log.said.client-key-revoked')
    const subject = { type: 'setting', id: 'role-actions', name: null }
    expect(saidKey({ ...line, type: 'setting.changed', subject })).toBe('log.said.setting-roles')
    const moved = { ...line, type: 'branch-move.decided', detail: { state: 'confirmed' } } as const
    expect(saidKey(moved)).toBe('log.said.branch-move-confirmed')
  })

  it('tells a refused sign-in otherwise than one that was done', () => {
    const refused = saidKey({ ...line, type: 'sign-in', outcome: 'refused' })
    expect(refused).not.toBe(saidKey({ ...line, type: 'sign-in' }))
  })
})
