import type { ReactNode } from 'react'
import { Drawing } from '../ui/icon.tsx'

const DRAWINGS: Record<string, ReactNode> = {
  branch: (
    <>
      <path d="M10 17.5s5.5-4.7 5.5-9A5.5 5.5 0 0 0 4.5 8.5c0 4.3 5.5 9 5.5 9z" />
      <circle cx="10" cy="8.4" r="1.9" />
    </>
  ),
  dealer: (
    <>
      <path d="M3 16.8h14M4.5 16.8V5.2L11 3v13.8M11 7.2l4.5 1.6v8" />
      <path d="M7.7 7.4v.1M7.7 10.4v.1M7.7 13.4v.1" />
    </>
  ),
  team: (
    <>
      <circle cx="7.6" cy="7.2" r="2.8" />
      <path d="M2.4 16.2c.4-2.9 2.4-4.5 5.2-4.5s4.8 1.6 5.2 4.5" />
      <path d="M12.8 4.6a2.8 2.8 0 0 1 0 5.2M14.6 12c1.7.6 2.8 2 3 4.2" />
    </>
  ),
  unassigned: (
    <>
      <circle cx="10" cy="10" r="6.7" strokeDasharray="2.9 2.35" />
      <path d="M10 7v3.6M10 13.2v.1" />
    </>
  ),
  'general-inquiry': (
    <>
      <path d="M4.5 3.5h11A1.5 1.5 0 0 1 17 5v7.5a1.5 1.5 0 0 1-1.5 1.5H9.8L6 17v-3H4.5A1.5 1.5 0 0 1 3 12.5V5a1.5 1.5 0 0 1 1.5-1.5z" />
      <path d="M8.3 7.2c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.5 0 1.2-1.7 1.3-1.7 2.4M10.2 11.6v.1" />
    </>
  ),
  'vehicle-quotation': (
    <>
      <path d="M5 2.8h7l3.5 3.5v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1z" />
      <path d="M12 2.8v3.5h3.5M7 9.5h5.5M7 12.2h5.5M7 14.9h3" />
    </>
  ),
  'ssc-inquiry': (
    <>
      <path d="M10 2.5 16 4.8v4.7c0 3.7-2.5 6.5-6 8-3.5-1.5-6-4.3-6-8V4.8z" />
      <path d="m7.3 9.9 2 2 3.5-3.7" />
    </>
  ),
  'service-booking': (
    <path d="M16.5 5.7a4 4 0 0 1-5.4 4.7l-5.3 5.9a1.6 1.6 0 0 1-2.3-2.3l5.9-5.3a4 4 0 0 1 4.8-5.4L11.9 5.6l.4 2.1 2.1.4z" />
  ),
  'test-drive': (
    <>
      <circle cx="10" cy="10" r="7" />
      <circle cx="10" cy="10.6" r="1.7" />
      <path d="M3.2 8.8c4-1.4 9.6-1.4 13.6 0M8.7 11.8 6 15.7M11.3 11.8l2.7 3.9" />
    </>
  ),
  'note-network': (
    <>
      <circle cx="5" cy="10" r="2.5" />
      <circle cx="15" cy="5" r="2.5" />
      <circle cx="15" cy="15" r="2.5" />
      <path d="m7.3 8.9 5.5-2.8M7.3 11.1l5.5 2.8" />
    </>
  ),
  'st-new': (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <circle cx="10" cy="10" r="2.5" fill="currentColor" stroke="none" />
    </>
  ),
  'st-in-progress': (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M10 5.6a4.4 4.4 0 0 1 0 8.8z" fill="currentColor" stroke="none" />
    </>
  ),
  'st-on-hold': (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M8.2 7.5v5M11.8 7.5v5" strokeWidth={1.9} />
    </>
  ),
  'st-pending-customer': (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M7 10h.1M10 10h.1M13 10h.1" strokeWidth={2.2} />
    </>
  ),
  'st-resolved': (
    <>
      <circle cx="10" cy="10" r="7.4" fill="currentColor" stroke="none" />
      <path d="m6.8 10.3 2.3 2.3 4.2-4.8" stroke="var(--surface)" strokeWidth={1.7} />
    </>
  ),
  'st-unresolved': (
    <>
      <circle cx="10" cy="10" r="7.4" fill="currentColor" stroke="none" />
      <path d="m7.6 7.6 4.8 4.8M12.4 7.6l-4.8 4.8" stroke="var(--surface)" strokeWidth={1.7} />
    </>
  ),
  person: (
    <>
      <circle cx="10" cy="7" r="3.2" />
      <path d="M3.8 16.8c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5" />
    </>
  ),
}

type Look = { size?: 'sm' | 'lg' }

export const TypeIcon = ({ type, ...look }: Look & { type: string }) => (
  <Drawing {...look}>{DRAWINGS[type] ?? DRAWINGS['general-inquiry']}</Drawing>
)

/** A status that was added by configuration takes the disc of its category. */
const DISC_OF_CATEGORY: Record<string, string> = {
  new: 'new',
  active: 'in-progress',
  paused: 'on-hold',
  waiting: 'pending-customer',
  closed: 'resolved',
}
export const discOf = (status: { key: string; category: string }) =>
  DRAWINGS[`st-${status.key}`] ? status.key : (DISC_OF_CATEGORY[status.category] ?? 'new')

export const StatusIcon = ({ disc, ...look }: Look & { disc: string }) => (
  <Drawing {...look}>{DRAWINGS[`st-${disc}`]}</Drawing>
)

export type HolderKind = 'unassigned' | 'dealer' | 'branch' | 'team' | 'person'
export const HolderIcon = ({ kind, ...look }: Look & { kind: HolderKind }) => (
  <Drawing {...look}>{DRAWINGS[kind]}</Drawing>
)
export const NetworkNoteIcon = (look: Look) => <Drawing {...look}>{DRAWINGS['note-network']}</Drawing>
