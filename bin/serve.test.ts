import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { embeddedFolder } from '../server/platform/db/embedded/embedded-database.ts'
import { runningPostmaster } from '../server/platform/db/embedded/postmaster.ts'

let dataDir: string
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'))
  // As root, PostgreSQL's own OS user must get in.
  chmodSync(folder, 0o755)
  dataDir = join(folder, 'data')
})
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }))

/** Runs the start with these settings alone, and answers how it ended. */
function start(settings: Record<string, string>, ...args: string[]) {
  return new Promise<{ code: number | null; errors: string[]; output: string }>((resolve) => {
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), ...args], { env })
    let [output, errors] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.once('close', (code) => resolve({ code, output, errors: errors.trim().split('\n') }))
  })
}

/** A port that is ours until closed. */
async function takePort() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, close: () => new Promise<unknown>((resolve) => server.close(resolve)) }
}

const external = {
  ...{ DEMO: '1', DATABASE_SINGLE_ROLE: '1', OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'c' },
  ...{ OIDC_CLIENT_SECRET: 's', DIRECTORY_FEED_URL: 'http://127.0.0.1:9', DIRECTORY_FEED_TOKEN: 't' },
}

describe('npm start, when something is wrong', () => {
  it('names bad settings, one line each, and touches nothing', async () => {
    const { code, errors } = await start({ PORT: 'abc', LOG_LEVEL: 'loud' })
    expect(code).toBe(2)
    expect(errors).toEqual([
      'Bad setting: PORT must be a whole number (it is "abc")',
      'Bad setting: LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent (it is "loud")',
      'All settings: npm start -- --help',
    ])
    expect(existsSync(dataDir)).toBe(false)
  })

  it('names a port in use before anything is touched', async () => {
    const { port, close } = await takePort()
    const { code, errors } = await start({ PORT: String(port) })
    await close()
    expect(code).toBe(1)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain(`Port ${port} on 127.0.0.1 is in use`)
    expect(existsSync(dataDir)).toBe(false)
  })

  it('says that the database does not answer, without its password', async () => {
    const settings = {
      ...external,
      PORT: '3199',
      DATABASE_URL: 'postgresql://app:hidden@127.0.0.1:9/tickets',
    }
    const { code, errors } = await start(settings)
    expect(code).toBe(1)
    expect(errors).toEqual(['DATABASE_URL: nothing answers at 127.0.0.1:9'])
    expect(readdirSync(dataDir)).toEqual(['secret-key'])
  })

  it('refuses to be a demo for others, and a product with examples for secrets', async () => {
    const demo = await start({ PUBLIC_URL: 'https://tickets.example' })
    expect(demo.code).toBe(2)
    expect(demo.errors[0]).toContain('Bad setting: PUBLIC_URL is an address of another machine')
    const { code, errors } = await start({
      ...{ ...external, DEMO: '0', PUBLIC_URL: 'http://tickets.example', MAIL: 'mailbox' },
      ...{ DATABASE_URL: 'postgresql://app:change-me-2@127.0.0.1:9/tickets', SECRET_KEY: 'k'.repeat(32) },
    })
    expect(code).toBe(2)
    expect(errors).toEqual([
      'Bad setting: MAIL=mailbox is for demo mode only; use smtp or off',
      'Bad setting: PUBLIC_URL must begin with https: outside demo mode',
      expect.stringMatching(/^Bad setting: SECRET_KEY is a pattern/),
      expect.stringMatching(/^Bad setting: OIDC_CLIENT_SECRET is too short/),
      expect.stringMatching(/^Bad setting: DIRECTORY_FEED_TOKEN is too short/),
      expect.stringMatching(/^Bad setting: DATABASE_URL has a password that is a placeholder/),
      'All settings: npm start -- --help',
    ])
    expect(existsSync(dataDir)).toBe(false)
  })

  it('prints every setting when asked for help', async () => {
    const { code, output } = await start({}, '--help')
    expect(code).toBe(0)
    expect(output).toContain('DATABASE_DIRECT_URL')
  })
})

describe('npm start, when all is well', () => {
  it('serves, stops cleanly on SIGTERM, and starts again on what it kept', { timeout: 240_000 }, async () => {
    for (const round of ['first', 'second']) {
      const { port, close } = await takePort()
      await close()
      const env = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' }
      const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], { env })
      let said = ''
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      const ready = new Promise<void>((resolve) => {
        for (const stream of [child.stdout, child.stderr]) {
          stream.on('data', (chunk: Buffer) => {
            said += chunk.toString()
            if (said.includes('Interchange is ready at')) resolve()
          })
        }
      })
      await Promise.race([ready, ended])
      expect(said, round).toContain(`Interchange is ready at http://localhost:${port}`)
      const { status } = await fetch(`http://127.0.0.1:${port}/api/openapi.json`)
      expect(status).toBe(200)
      child.kill('SIGTERM')
      expect(await ended, said).toBe(0)
      expect(said).toContain('Stopped.')
      expect(existsSync(join(dataDir, 'running.json'))).toBe(false)
      const folder = embeddedFolder(dataDir)
      expect(folder === null ? null : runningPostmaster(folder)).toBeNull()
    }
  })
})
