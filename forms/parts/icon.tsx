/** @jsxImportSource preact */

const SHAPES = {
  alert: (
    <>
      <path d="M10 3.2 17.6 16.3H2.4z" />
      <path d="M10 8.2v3.6M10 14v.1" />
    </>
  ),
  arrow: <path d="M3.5 10h13M11.5 5l5 5-5 5" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  chevron: <path d="m7.5 4.5 5.5 5.5-5.5 5.5" />,
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.5" />
      <path d="M13 7V4.5A1 1 0 0 0 12 3.500H4.500a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1H7" />
    </>
  ),
  globe: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M3 10h14M10 3c4.3 4.3 4.3 9.7 0 14M10 3C5.7 7.3 5.7 12.7 10 17" />
    </>
  ),
  image: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="m3.5 14 4-4 3 3 2.5-2.5 3.5 3.5" />
      <circle cx="12.8" cy="7.7" r="1.1" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9.300v4M10 6.700v.1" />
    </>
  ),
  link: (
    <path d="M8.5 11.500a3 3 0 0 0 4.3 0l2.7-2.700a3 3 0 0 0-4.3-4.300l-1 1M11.5 8.500a3 3 0 0 0-4.3 0l-2.7 2.700a3 3 0 0 0 4.3 4.300l1-1" />
  ),
  offline: (
    <path d="M3 3l14 14M7 12.500a4.5 4.5 0 0 1 5.5-.7M4.3 9.400A8.5 8.5 0 0 1 8 7.200M11.5 6.700a8.5 8.5 0 0 1 4.2 2.700M10 15.500v.1" />
  ),
  send: <path d="M3.2 4.2 17 10 3.2 15.8 5 10zM5 10h6" />,
  share: <path d="M10 12.500V3M6.5 6 10 2.8 13.5 6M5.5 9.500h-1v7h11v-7h-1" />,
  'general-inquiry': (
    <>
      <path d="M4.5 3.500h11A1.5 1.5 0 0 1 17 5v7.500a1.5 1.5 0 0 1-1.5 1.500H9.800L6 17v-3H4.500A1.5 1.5 0 0 1 3 12.500V5a1.5 1.5 0 0 1 1.5-1.500z" />
      <path d="M8.3 7.200c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.5 0 1.2-1.7 1.3-1.7 2.400M10.2 11.600v.1" />
    </>
  ),
  'service-booking': (
    <path d="M16.5 5.700a4 4 0 0 1-5.4 4.700l-5.3 5.900a1.6 1.6 0 0 1-2.3-2.300l5.9-5.300a4 4 0 0 1 4.8-5.400L11.9 5.600l.4 2.1 2.1.4z" />
  ),
  'ssc-inquiry': (
    <>
      <path d="M10 2.5 16 4.800v4.700c0 3.7-2.5 6.5-6 8-3.5-1.5-6-4.3-6-8V4.800z" />
      <path d="m7.3 9.9 2 2 3.5-3.7" />
    </>
  ),
  'test-drive': (
    <>
      <circle cx="10" cy="10" r="7" />
      <circle cx="10" cy="10.6" r="1.7" />
      <path d="M3.2 8.800c4-1.4 9.6-1.4 13.6 0M8.7 11.8 6 15.700M11.3 11.800l2.7 3.9" />
    </>
  ),
  'vehicle-quotation': (
    <>
      <path d="M5 2.800h7l3.5 3.500v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V3.800a1 1 0 0 1 1-1z" />
      <path d="M12 2.800v3.500h3.500M7 9.500h5.500M7 12.200h5.500M7 14.900h3" />
    </>
  ),
}
export type IconName = keyof typeof SHAPES

/** An icon; always beside words, so it says nothing itself. `flip` turns it with the direction of reading. */
export function Icon({
  name,
  size = '',
  flip = false,
}: {
  name: IconName
  size?: '' | 'sm' | 'lg' | 'xl'
  flip?: boolean
}) {
  return (
    <svg class={`i ${size}${flip ? ' flip' : ''}`} viewBox="0 0 20 20" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  )
}
