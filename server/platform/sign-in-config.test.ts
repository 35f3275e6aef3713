import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ConfigurationError, type Environment, readConfig } from './config.ts'
import { readPublicKey } from './read-public-key.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const base: Environment = {
  ...{ DATABASE_URL: 'postgresql://x@localhost/x', DATABASE_SINGLE_ROLE: '1', MAIL: 'off', DEMO: '0' },
  ...{ PUBLIC_URL: 'https://x.example', SECRET_KEY: 'jW4vX0pQ8mZc2LrT7yNb5KdHs9GfEa1U' },
  ...{ DIRECTORY_FEED_URL: 'https://x.example', DIRECTORY_FEED_TOKEN: 'b6Hn2Jm9YcF4sLg0' },
}
const platform: Environment = {
  ...{ ...base, SIGN_IN: 'platform', PLATFORM_URL: 'https://id.example/', PLATFORM_APP_ID: 'tickets' },
  ...{ PLATFORM_FRONT_END: 'https://id.example', PLATFORM_PUBLIC_KEY: pem, PLATFORM_ISSUER: 'id' },
}
const problems = (env: Environment): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as ConfigurationError).problems
  }
}

describe('the way staff sign in', () => {
  it('needs what it needs, and nothing of the other way', () => {
    expect(readConfig(platform).signIn).toMatchObject({
      ...{ kind: 'platform', url: 'https://id.example', appId: 'tickets', redirectPath: '/auth/platform' },
    })
    expect(problems({ ...base, SIGN_IN: 'platform' })).toEqual([
      'Missing: PLATFORM_URL, PLATFORM_FRONT_END, PLATFORM_APP_ID, PLATFORM_PUBLIC_KEY, PLATFORM_ISSUER; staff sign in through the Identity System',
    ])
    expect(problems(base)).toEqual([expect.stringContaining('Missing: OIDC_ISSUER')])
  })

  it('goes over https only, outside demo mode', () => {
    expect(problems({ ...platform, PLATFORM_URL: 'http://id.example' })).toEqual([
      'PLATFORM_URL must begin with https: outside demo mode',
    ])
    expect(problems({ ...platform, PLATFORM_URL: 'http://id.example', DEMO: '1' })).toEqual([])
  })

  it('takes the key in the usual forms, and no weak or private or other one', () => {
    const forms = [
      pem,
      publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
    ]
    for (const form of forms) expect(readPublicKey(form)?.equals(publicKey)).toBe(true)
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    for (const key of [weak, curve]) {
      expect(readPublicKey(key.export({ type: 'spki', format: 'pem' }).toString())).toBeNull()
    }
    expect(problems({ ...platform, PLATFORM_PUBLIC_KEY: 'no key' })[0]).toContain('must be an RSA public key')
  })
})

describe('how long a session lives', () => {
  it('is never less than its parts', () => {
    const faults = (env: Environment) => problems({ ...platform, ...env })
    expect(faults({ SESSION_HOURS: '8', SESSION_IDLE_MINUTES: '480', STEP_UP_MINUTES: '480' })).toEqual([])
    expect(faults({ SESSION_HOURS: '8', SESSION_IDLE_MINUTES: '481', STEP_UP_MINUTES: '481' })).toEqual([
      'SESSION_IDLE_MINUTES is longer than a session, which SESSION_HOURS ends after 480 minutes',
      'STEP_UP_MINUTES is longer than a session, which SESSION_HOURS ends after 480 minutes',
    ])
    expect(faults({ SESSION_IDLE_MINUTES: '10080' })).toEqual([])
  })

  it('bounds the time unused where nobody said it', () => {
    expect(readConfig(platform).session).toEqual({ idleMinutes: 720, hours: 168 })
    expect(readConfig({ ...platform, SESSION_HOURS: '8' }).session).toEqual({ idleMinutes: 480, hours: 8 })
  })
})
