/** Rows of modules from the top, each from the left; true is dark. */
export type Grid = boolean[][]

/** Level L of ISO/IEC 18004, versions 1 to 9: correction bytes of a block, blocks, data bytes of a block, centres. */
const VERSIONS: [correction: number, blocks: number, data: number, centres: number[]][] = [
  [7, 1, 19, []],
  [10, 1, 34, [6, 18]],
  [15, 1, 55, [6, 22]],
  [20, 1, 80, [6, 26]],
  [26, 1, 108, [6, 30]],
  [18, 2, 68, [6, 34]],
  [20, 2, 78, [6, 22, 38]],
  [24, 2, 97, [6, 24, 42]],
  [30, 2, 116, [6, 26, 46]],
]

/** The eight masks of ISO/IEC 18004, 7.8.2; i is the row, j the column. */
const MASKS: ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]

/**
 * A QR code of a text of up to 230 bytes, byte mode, error correction L, with the mask that is easiest to read; undefined
 * for a longer text. `mask` chooses one of the eight instead.
 */
export function qrModules(text: string, mask?: number): Grid | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = VERSIONS.findIndex(([, blocks, data]) => bytes.length + 2 <= blocks * data) + 1
  const shape = VERSIONS[version - 1]
  if (!shape) return undefined
  const bits = codewords(bytes, shape).flatMap((word) => bitsOf(word, 8))
  const drawn = (chosen: number) => draw(version, shape[3], bits, chosen)
  if (mask !== undefined) return drawn(mask)
  const all = MASKS.map((_, each) => drawn(each))
  return all.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best))
}

/** Mode, length, text and filling, then the correction, both dealt out over the blocks. */
function codewords(bytes: Uint8Array, [correction, blocks, data]: (typeof VERSIONS)[number]): number[] {
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, 8), ...[...bytes].flatMap((byte) => bitsOf(byte, 8))]
  bits.push(0, 0, 0, 0)
  const words = Array.from({ length: bits.length / 8 }, (_, i) =>
    Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2),
  )
  for (let fill = 0xec; words.length < blocks * data; fill ^= 0xec ^ 0x11) words.push(fill)
  const parts = Array.from({ length: blocks }, (_, i) => words.slice(i * data, (i + 1) * data))
  const dealt = (rows: number[][]) => (rows[0] ?? []).flatMap((_, i) => rows.map((row) => row[i] ?? 0))
  return [...dealt(parts), ...dealt(parts.map((part) => correctionOf(part, correction)))]
}

/** Reed-Solomon over GF(256) with the polynomial 0x11d: the rest of a division by the generator. */
function correctionOf(data: number[], length: number): number[] {
  let generator = [1]
  for (let root = 1, i = 0; i < length; i++, root = times(root, 2)) {
    generator = [...generator, 0].map((factor, at) => factor ^ times(generator[at - 1] ?? 0, root))
  }
  const rest = [...data, ...Array<number>(length).fill(0)]
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at] ?? 0
    for (const [i, factor] of generator.entries()) rest[at + i] = (rest[at + i] ?? 0) ^ times(factor, lead)
  }
  return rest.slice(data.length)
}

function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0)
    if ((b >> bit) & 1) product ^= a
  }
  return product
}

function draw(version: number, centres: number[], bits: number[], mask: number): Grid {
  const size = 17 + 4 * version
  const grid: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const fixed: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const set = (i: number, j: number, dark: boolean) => {
    const [row, marks] = [grid[i], fixed[i]]
    if (!row || !marks || j < 0 || j >= size) return
    row[j] = dark
    marks[j] = true
  }
  const square = (i: number, j: number, radius: number, isDark: (ring: number) => boolean) => {
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) set(i + y, j + x, isDark(Math.max(Math.abs(x), Math.abs(y))))
  }
  for (let at = 8; at < size - 8; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  const last = centres.at(-1)
  // The other three corners are where the finders are.
  const isFree = (i: number, j: number) => (i !== 6 || (j !== 6 && j !== last)) && (i !== last || j !== 6)
  for (const i of centres) for (const j of centres) if (isFree(i, j)) square(i, j, 2, (ring) => ring !== 1)
  const far = size - 4
  for (const [i, j] of [
    [3, 3],
    [3, far],
    [far, 3],
  ] as const)
    square(i, j, 4, (ring) => ring !== 2 && ring !== 4)
  set(size - 8, 8, true)
  const format = bitsOf(withRest((0b01 << 3) | mask, 10, 0x537) ^ 0x5412, 15)
  for (const [k, bit] of format.entries()) {
    set(k < 8 ? 8 : 14 - k + (k < 9 ? 1 : 0), k < 8 ? k + (k < 6 ? 0 : 1) : 8, bit === 1)
    set(k < 7 ? size - 1 - k : 8, k < 7 ? 8 : size - 15 + k, bit === 1)
  }
  if (version >= 7)
    for (const [k, bit] of bitsOf(withRest(version, 12, 0x1f25), 18)
      .reverse()
      .entries()) {
      set(Math.floor(k / 3), size - 11 + (k % 3), bit === 1)
      set(size - 11 + (k % 3), Math.floor(k / 3), bit === 1)
    }
  fillIn(grid, fixed, bits, MASKS[mask] ?? (() => false))
  return grid
}

/** Lays the bits in columns of two from the right, upwards first, past what is fixed. */
function fillIn(grid: Grid, fixed: Grid, bits: number[], mask: (i: number, j: number) => boolean): void {
  const size = grid.length
  let next = 0
  for (let right = size - 1, upwards = true; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const i = upwards ? size - 1 - step : step
      for (const j of [right, right - 1]) {
        const row = grid[i]
        if (row && !fixed[i]?.[j]) row[j] = (bits[next++] === 1) !== mask(i, j)
      }
    }
  }
}

/** The value followed by the rest of its division, as BCH codes have it. */
function withRest(value: number, length: number, polynomial: number): number {
  let rest = value << length
  for (let bit = 31 - Math.clz32(rest); bit >= length; bit = 31 - Math.clz32(rest))
    rest ^= polynomial << (bit - length)
  return (value << length) | rest
}

function bitsOf(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (value >> (length - 1 - i)) & 1)
}

/** How hard a mask is to read: ISO/IEC 18004, 7.8.3. */
function penalty(grid: Grid): number {
  const size = grid.length
  const rows = grid.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
  const columns = rows.map((_, j) => rows.map((row) => row[j]).join(''))
  let points = 0
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2
    for (const _ of line.matchAll(/(?=10111010000|00001011101)/g)) points += 40
  }
  for (let i = 1; i < size; i++)
    for (let j = 1; j < size; j++) {
      const here = grid[i]?.[j]
      if (here === grid[i - 1]?.[j] && here === grid[i]?.[j - 1] && here === grid[i - 1]?.[j - 1]) points += 3
    }
  const dark = grid.flat().filter(Boolean).length
  return points + 10 * Math.floor(Math.abs((dark * 20) / size ** 2 - 10))
}
