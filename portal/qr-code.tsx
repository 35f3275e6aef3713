/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'

/** A QR code as squares: how many a side, and which are dark. */
export type Qr = { size: number; isDark: (row: number, column: number) => boolean }
const QUIET = 4

/** The code of a link; its maker is fetched when it is needed. */
export function useQr(link: string): Qr | null {
  const [qr, setQr] = useState<Qr | null>(null)
  useEffect(() => {
    let wanted = true
    import('qrcode-generator')
      .then(({ default: makeQr }) => {
        const code = makeQr(0, 'M')
        code.addData(link, 'Byte')
        code.make()
        if (wanted) setQr({ size: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) })
      })
      // The link itself is on the page.
      .catch(() => {})
    return () => {
      wanted = false
    }
  }, [link])
  return qr
}

/** Dark on white in every theme, with the quiet zone that readers need. */
export function QrCode({ qr, label }: { qr: Qr | null; label: string }) {
  const size = (qr?.size ?? 29) + 2 * QUIET
  return (
    <svg
      viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="quiet" x={-QUIET} y={-QUIET} width={size} height={size} />
      {qr && <path d={pathOf(qr)} />}
    </svg>
  )
}

/** One stroke for each run of dark squares in a row. */
export function pathOf({ size, isDark }: Qr): string {
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let run = 0
      while (column + run < size && isDark(row, column + run)) run++
      if (run > 0) path += `M${column} ${row}h${run}v1h-${run}z`
      column += run
    }
  }
  return path
}
