import { describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { requireOwnPages } from './cross-site.ts'

type Settings = Partial<House['config']>
const hears = (origin: string, settings: Settings) => {
  const config = {
    demo: true,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    ...settings,
  }
  const request = { method: 'POST', protocol: 'http', headers: { origin, host: new URL(origin).host } }
  try {
    requireOwnPages(request as never, { config } as never)
    return true
  } catch {
    return false
  }
}
const LOOPBACK = ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']

describe('the origin of our own pages', () => {
  it('is PUBLIC_URL, and in a demo on loopback each name of it', () => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      for (const origin of LOOPBACK) expect(hears(origin, { host }), `${host} ${origin}`).toBe(true)
    }
    for (const origin of ['http://rebound.example:3000', 'http://127.0.0.1:3001', 'https://127.0.0.1:3000'])
      expect(hears(origin, {}), origin).toBe(false)
    expect(hears('http://127.0.0.1', { port: 80, publicUrl: 'http://localhost' })).toBe(true)
  })

  it('is PUBLIC_URL alone outside the demo, or where other machines reach it', () => {
    const publicUrl = 'https://support.example'
    for (const settings of [{ demo: false }, { host: '0.0.0.0' }, { host: '::' }, { host: '192.0.2.7' }]) {
      expect(hears(publicUrl, { ...settings, publicUrl })).toBe(true)
      for (const origin of LOOPBACK) expect(hears(origin, { ...settings, publicUrl }), origin).toBe(false)
    }
  })
})
