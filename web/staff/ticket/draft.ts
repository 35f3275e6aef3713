import { newKey } from '../../ui/idempotency-key.ts'

/** What was typed and not yet sent, and the key under which this very text was tried. */
export type Draft = { text: string; tried?: { text: string; key: string } }
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const place = (ticketId: string, audience: string) => `ic-draft:${ticketId}:${audience}`

export function readDraft(store: Store, ticketId: string, audience: string): Draft {
  try {
    const draft = JSON.parse(store.getItem(place(ticketId, audience)) ?? 'null') as Draft | null
    return typeof draft?.text === 'string' ? draft : { text: '' }
  } catch {
    return { text: '' }
  }
}

/** Keeps a draft on this device for as long as the tab lives; an empty one is forgotten. */
export function keepDraft(store: Store, ticketId: string, audience: string, draft: Draft): void {
  try {
    if (draft.text === '') store.removeItem(place(ticketId, audience))
    else store.setItem(place(ticketId, audience), JSON.stringify(draft))
  } catch {
    // A full or forbidden store only means that the draft does not outlive the page.
  }
}

/** The draft, marked as tried: the same text keeps its key, so that a repeat is never a second message. */
export function markTried(draft: Draft): Draft & { tried: { text: string; key: string } } {
  const { text, tried } = draft
  return { text, tried: tried?.text === text ? tried : { text, key: newKey() } }
}
