import { html, Markup } from './markup.ts'
import { type Grid, qrModules } from './qr-modules.ts'

const QUIET_ZONE = 4

/** A QR code as a picture without script or style; nothing where the text is too long for one. */
export function drawQrCode(text: string, label: string): Markup | undefined {
  const grid = qrModules(text)
  if (!grid) return undefined
  const size = grid.length + 2 * QUIET_ZONE
  const box = `0 0 ${size} ${size}`
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="${box}" shape-rendering="crispEdges"><path class="light" d="M0 0h${size}v${size}H0z"/><path class="dark" d="${new Markup(darkRuns(grid))}"/></svg>`
}

/** Each row's runs of dark modules, as one path. */
function darkRuns(grid: Grid): string {
  return grid
    .flatMap((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(
        ({ index, 0: run }) => `M${index + QUIET_ZONE} ${y + QUIET_ZONE}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('')
}
