import { expect, test } from 'vitest'
import { keepDraft, markTried, readDraft } from './draft.ts'

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('each ticket and audience has its own draft', () => {
  const store = memory()
  keepDraft(store, 't1', 'public', { text: 'Hello' })
  keepDraft(store, 't1', 'company', { text: 'Careful' })
  expect(readDraft(store, 't1', 'public').text).toBe('Hello')
  expect(readDraft(store, 't1', 'company').text).toBe('Careful')
  expect(readDraft(store, 't2', 'public').text).toBe('')
})

test('an emptied draft leaves nothing behind; a broken one is no draft', () => {
  const store = memory()
  keepDraft(store, 't1', 'public', { text: 'Hello' })
  keepDraft(store, 't1', 'public', { text: '' })
  expect(store.kept.size).toBe(0)
  store.setItem('ic-draft:t1:public', '{broken')
  expect(readDraft(store, 't1', 'public')).toEqual({ text: '' })
})

test('a text that is tried again keeps its key, also after the page was loaded anew; a changed text does not', () => {
  const store = memory()
  const first = markTried({ text: 'Hello' })
  keepDraft(store, 't1', 'public', first)
  expect(markTried(readDraft(store, 't1', 'public')).tried.key).toBe(first.tried.key)
  expect(markTried({ ...first, text: 'Hello Lana' }).tried.key).not.toBe(first.tried.key)
})

test('a store that refuses does not stop the writer', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(() => keepDraft(full, 't1', 'public', { text: 'Hello' })).not.toThrow()
})
