import { useSyncExternalStore } from 'react'

/*
 * A dangerous act asks for a fresh sign-in (`step-up-needed`). It waits here while the person confirms in another tab,
 * and is sent again then; so nothing that was typed is lost. The server alone decides whether the proof is fresh.
 */
type Waiting = (confirmed: boolean) => void
let waiting: readonly Waiting[] = []
/** Whether one of them was sent, and the server still missed the proof. */
let tooEarly = false
const watchers = new Set<() => void>()

function change(next: readonly Waiting[]): void {
  waiting = next
  for (const watcher of watchers) watcher()
}

/**
 * True when the person says, or the other tab tells, that they have confirmed; false when they leave it. `again` where
 * they said so, and the server knows nothing of it.
 */
export function askToConfirm(again = false): Promise<boolean> {
  tooEarly ||= again
  return new Promise((resolve) => change([...waiting, resolve]))
}

/** Sends on, or gives up, all that waits. */
export function settleConfirm(confirmed: boolean): void {
  const settled = waiting
  tooEarly = false
  change([])
  for (const resolve of settled) resolve(confirmed)
}

/** Whether an act waits for the person to confirm. */
export const useConfirmAsked = () => useSyncExternalStore(watch, () => waiting.length > 0)

/** Whether they said that they had confirmed before they had. */
export const useConfirmedTooEarly = () => useSyncExternalStore(watch, () => tooEarly)

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const CHANNEL = 'ic_confirmed'

/** For the tab that came back from the Identity System. */
export function tellConfirmed(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('confirmed')
  channel.close()
}

/** Calls when another tab of this browser says that the person has confirmed. */
export function onConfirmed(heard: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', heard)
  return () => channel.close()
}
