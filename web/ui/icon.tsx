import type { ReactNode } from 'react'

/** Drawn on a 20 × 20 grid with a line of the text's colour. */
const DRAWINGS = {
  alert: (
    <>
      <path d="M10 3.2 17.6 16.3H2.4z" />
      <path d="M10 8.2v3.6M10 14v.1" />
    </>
  ),
  check: <path d="m4 10.5 4 4 8-9" />,
  chevd: <path d="m5 7.7 5 5 5-5" />,
  clock: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4.2l2.7 1.7" />
    </>
  ),
  dots: <path d="M4.5 10h.1M10 10h.1M15.5 10h.1" strokeWidth={2.4} />,
  eye: (
    <>
      <path d="M2 10s2.9-5 8-5 8 5 8 5-2.9 5-8 5-8-5-8-5z" />
      <circle cx="10" cy="10" r="2.2" />
    </>
  ),
  filter: <path d="M3 5.5h14M5.5 10h9M8 14.5h4" />,
  menu: <path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />,
  flag: <path d="M5 17.5V3.5M5 4.2c3.5-1.8 5.5 1.8 10 0v7c-4.5 1.8-6.5-1.8-10 0" />,
  gear: (
    <>
      <circle cx="10" cy="10" r="2.5" />
      <path d="M10 2.8v2.2M10 15v2.2M2.8 10H5M15 10h2.2M4.9 4.9l1.6 1.6M13.5 13.5l1.6 1.6M15.1 4.9l-1.6 1.6M6.5 13.5l-1.6 1.6" />
    </>
  ),
  globe: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M3 10h14M10 3c4.3 4.3 4.3 9.7 0 14M10 3C5.7 7.3 5.7 12.7 10 17" />
    </>
  ),
  inbox: (
    <>
      <path d="M3 11.5 5.2 4.6A1.5 1.5 0 0 1 6.6 3.5h6.8a1.5 1.5 0 0 1 1.4 1.1L17 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15z" />
      <path d="M3 11.5h3.8l1 2h4.4l1-2H17" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9.3v4M10 6.7v.1" />
    </>
  ),
  key: (
    <>
      <rect x="2.5" y="5" width="15" height="10" rx="1.5" />
      <path d="M5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M6.5 12h7" />
    </>
  ),
  lock: (
    <>
      <rect x="4" y="9" width="12" height="8" rx="1.5" />
      <path d="M6.7 9V6.7a3.3 3.3 0 0 1 6.6 0V9M10 12.3v1.6" />
    </>
  ),
  mark: <path d="M6 3.5h8v13.5l-4-3-4 3z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  route: (
    <>
      <circle cx="5" cy="15" r="2" />
      <circle cx="15" cy="5" r="2" />
      <path d="M7 15h4.5a3 3 0 0 0 0-6h-3a3 3 0 0 1 0-6H13" transform="translate(0 .6)" />
    </>
  ),
  search: (
    <>
      <circle cx="9" cy="9" r="5.3" />
      <path d="m13 13 4 4" />
    </>
  ),
  send: <path d="M3.2 4.2 17 10 3.2 15.8 5 10zM5 10h6" />,
  sort: <path d="M6 4v12M3.5 13.5 6 16l2.5-2.5M14 16V4M11.5 6.5 14 4l2.5 2.5" />,
  undo: <path d="M7.5 4 3.5 8l4 4M3.5 8h8a4.5 4.5 0 0 1 0 9H7" />,
  user: (
    <>
      <circle cx="10" cy="7" r="3.2" />
      <path d="M3.8 16.8c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5" />
    </>
  ),
  wait: (
    <path d="M5.5 3h9M5.5 17h9M6.5 3v2.5c0 2 3.5 3 3.5 4.5s-3.5 2.5-3.5 4.5V17M13.5 3v2.5c0 2-3.5 3-3.5 4.5s3.5 2.5 3.5 4.5V17" />
  ),
  x: <path d="m5 5 10 10M15 5 5 15" />,
  chat: <path d="M10 3.2a6.8 6.8 0 0 1 0 13.6c-1.2 0-2.3-.3-3.3-.8l-3.5.8.9-3.3A6.8 6.8 0 0 1 10 3.2z" />,
  arrow: <path d="M3.5 10h13M11.5 5l5 5-5 5" />,
  car: (
    <path d="M3 14.5v-3.7l1.9-5A1.5 1.5 0 0 1 6.3 4.8h7.4a1.5 1.5 0 0 1 1.4 1l1.9 5v3.7zM3 10.8h14M6 14.5v1.7M14 14.5v1.7M6 12.7h.7M13.3 12.7h.7" />
  ),
  phone: (
    <path d="M4.6 3.3h2.6l1.3 3.6-1.7 1.3a9.5 9.5 0 0 0 5 5l1.3-1.7 3.6 1.3v2.6c0 .7-.6 1.3-1.3 1.3A12.1 12.1 0 0 1 3.3 4.6c0-.7.6-1.3 1.3-1.3z" />
  ),
  normal: <path d="M5 8h10M5 12h10" />,
  moon: <path d="M16 12.2A6.7 6.7 0 0 1 7.8 4 6.7 6.7 0 1 0 16 12.2z" />,
  sun: (
    <>
      <circle cx="10" cy="10" r="3.2" />
      <path d="M10 2.6v1.8M10 15.6v1.8M2.6 10h1.8M15.6 10h1.8M4.8 4.8 6 6M14 14l1.2 1.2M15.2 4.8 14 6M6 14l-1.2 1.2" />
    </>
  ),
  tag: (
    <>
      <path d="M3.5 4.5v5.2l7 7 6-6-7-7H4.5a1 1 0 0 0-1 1z" />
      <path d="M6.7 6.7v.1" strokeWidth={2.2} />
    </>
  ),
  up: <path d="M10 16V4.5M5 9.5l5-5 5 5" />,
  down: <path d="M10 4v11.5M5 10.5l5 5 5-5" />,
  exit: <path d="M8 4H4.5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1H8M12.5 6.5 16 10l-3.5 3.5M16 10H7.5" />,
  back: <path d="M16.5 10h-13M8.5 5l-5 5 5 5" />,
} satisfies Record<string, ReactNode>
export type IconName = keyof typeof DRAWINGS

type IconProps = {
  name: IconName
  size?: 'sm' | 'lg' | 'xl'
  /** True for drawings with a direction: they turn round in right-to-left pages. */
  flip?: boolean
}

/** A decoration: the word beside it, or the control's label, carries the meaning. */
export function Icon({ name, ...look }: IconProps) {
  return <Drawing {...look}>{DRAWINGS[name]}</Drawing>
}

/** The frame of every icon, for rooms that bring drawings of their own. */
export function Drawing({ size, flip, children }: Omit<IconProps, 'name'> & { children: ReactNode }) {
  return (
    <svg
      className={['i', size, flip && 'flip'].filter(Boolean).join(' ')}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}
