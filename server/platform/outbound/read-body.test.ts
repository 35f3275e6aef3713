import { expect, it } from 'vitest'
import { BodyTooLarge, readBody } from './read-body.ts'

it('reads up to the limit, in bytes and not in letters', async () => {
  expect(await readBody(new Response('ئارام'), 10)).toBe('ئارام')
  await expect(readBody(new Response('ئارام'), 9)).rejects.toThrow(BodyTooLarge)
  expect(await readBody(new Response(null), 0)).toBe('')
})

it('stops at the limit where the body has no end', async () => {
  let given = 0
  let cancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (to) => {
      given += 1
      to.enqueue(new Uint8Array(1000))
    },
    cancel: () => {
      cancelled = true
    },
  })
  await expect(readBody(new Response(endless), 5000)).rejects.toThrow('more than 5000 bytes')
  expect(cancelled).toBe(true)
  expect(given).toBeLessThan(10)
})
