import { directionOf } from '../contract/languages.ts'
import type { Speech } from '../forms/parts/speech.ts'
import type { PortalTextKey } from '../texts/portal.ts'
import type { Qr } from './qr-code.tsx'

type Content = { qr: Qr; number: string; link: string; brand: string; speech: Speech<PortalTextKey> }
const WIDTH = 720
const HEIGHT = 1000

/** Number, QR code and link as one picture, for phones without e-mail. */
export async function savePicture({ qr, number, link, brand, speech }: Content) {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  if (!pen) return
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const family = token('--font')
  await document.fonts.ready
  const write = (
    text: string,
    y: number,
    font: string,
    colour: string,
    direction = directionOf(speech.language),
  ) => {
    pen.direction = direction
    pen.font = `${font} ${family}`
    pen.fillStyle = colour
    pen.fillText(text, WIDTH / 2, y, WIDTH - 80)
  }
  pen.textAlign = 'center'
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  pen.fillStyle = token('--accent')
  pen.fillRect(0, 0, WIDTH, 12)
  write(brand, 84, '600 32px', token('--ink'))
  write(speech.say('sent.number'), 148, '400 28px', token('--ink-2'))
  write(number, 214, '700 60px', token('--ink'), 'ltr')
  drawQr(pen, qr, { x: 110, y: 260, side: 500 })
  write(speech.say('sent.link-why'), 830, '400 26px', token('--ink-2'))
  const halves = link.length > 48 ? [link.slice(0, link.length / 2), link.slice(link.length / 2)] : [link]
  for (const [index, half] of halves.entries()) {
    write(half, 890 + index * 36, '400 24px', token('--ink'), 'ltr')
  }

  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) return
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(blob)
  anchor.download = `${number}.png`
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000)
}

function drawQr(
  pen: CanvasRenderingContext2D,
  { size, isDark }: Qr,
  box: { x: number; y: number; side: number },
) {
  const unit = Math.floor(box.side / size)
  const edge = Math.floor((box.side - unit * size) / 2)
  pen.fillStyle = '#132022'
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (isDark(row, column))
        pen.fillRect(box.x + edge + column * unit, box.y + edge + row * unit, unit, unit)
    }
  }
}
