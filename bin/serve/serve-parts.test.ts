import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoAccess, describeLogins, keepDemoAccess } from './demo-access.ts'
import { keptSecret } from './kept-secret.ts'
import { nextFreePort, requireFreePort } from './ports.ts'
import { markRunning } from './running-mark.ts'
import { StopList } from './stop-list.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('markRunning', () => {
  it('keeps a second start out while the first one lives', () => {
    const unmark = markRunning(folder, 'http://localhost:3000')
    expect(() => markRunning(folder, 'http://localhost:3010')).toThrow(
      `already runs from this folder: http://localhost:3000 (process ${process.pid})`,
    )
    unmark()
    markRunning(folder, 'http://localhost:3010')()
  })

  it('takes over the mark of a process that is gone, also when its number is used again', () => {
    const file = join(folder, 'running.json')
    for (const stale of [
      '{"pid":4194304,"born":"1","url":"x"}',
      `{"pid":${process.pid},"born":"1","url":"x"}`,
      '{',
    ]) {
      writeFileSync(file, stale)
      markRunning(folder, 'http://localhost:3000')()
    }
  })
})

describe('ports', () => {
  it('refuses a port in use and finds the next free one', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`)
    expect(await nextFreePort('127.0.0.1', port)).toBeGreaterThan(port)
    await new Promise((resolve) => other.close(resolve))
    await requireFreePort('127.0.0.1', port)
  })

  it('says when the address is not of this machine', async () => {
    await expect(requireFreePort('192.0.2.1', 3000)).rejects.toThrow('check HOST and PORT')
  })
})

describe('keptSecret', () => {
  it('is made once, long, and readable by its owner only', () => {
    const secret = keptSecret(folder, 'secret-key')
    expect(secret).toMatch(/^demo-[\w-]{43}$/)
    expect(keptSecret(folder, 'secret-key')).toBe(secret)
    expect(statSync(join(folder, 'secret-key')).mode & 0o777).toBe(0o600)
    expect(keptSecret(folder, 'other')).not.toBe(secret)
  })
})

describe('keepDemoAccess', () => {
  const user = { name: 'N', email: 'n@dealer.example', password: 'p' }
  const fresh: DemoAccess = {
    url: '',
    users: [
      { ...user, role: 'Coordinator' },
      { ...user, role: 'Agent', email: 'first@dealer.example' },
      { ...user, role: 'Agent', email: 'second@dealer.example' },
    ],
    apiKeys: [],
  }

  it('keeps fresh access privately, and later only the address changes', () => {
    expect(keepDemoAccess(folder, 'http://localhost:1', null)).toBeNull()
    keepDemoAccess(folder, 'http://localhost:1', fresh)
    expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600)
    keepDemoAccess(folder, 'http://localhost:2', null)
    expect(JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'))).toEqual({
      ...fresh,
      url: 'http://localhost:2',
    })
  })

  it('shows the first login of each role', () => {
    expect(describeLogins(fresh)).toEqual([
      '  Coordinator  n@dealer.example      p',
      '  Agent        first@dealer.example  p',
    ])
  })
})

describe('StopList', () => {
  it('stops last first, and goes on when one fails or hangs', async () => {
    const list = new StopList()
    const stopped: string[] = []
    list.add('first', () => void stopped.push('first'))
    list.add('stuck', () => new Promise(() => undefined))
    list.add('broken', () => Promise.reject(new Error('no')))
    list.add('last', async () => void stopped.push('last'))
    expect(await list.run(20)).toEqual([
      'broken did not stop cleanly: no',
      'stuck did not stop cleanly: still busy after 0.02 s',
    ])
    expect(stopped).toEqual(['last', 'first'])
  })
})
