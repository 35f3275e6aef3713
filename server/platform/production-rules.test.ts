import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, type Environment, readConfig, readLaunchPlan } from './config.ts'
import { isThisMachine } from './production-rules.ts'

const random = (bytes: number) => randomBytes(bytes).toString('base64')
const production: Environment = {
  PUBLIC_URL: 'https://tickets.dealer.example',
  DATABASE_URL: 'postgresql://interchange_app:p1@db.example/interchange',
  DATABASE_ADMIN_URL: 'postgresql://interchange_owner:p2@db.example/interchange',
  DATABASE_DIRECT_URL: 'postgresql://interchange_relay:p3@db.example/interchange',
  SECRET_KEY: random(48),
  ...{ SMTP_URL: 'smtp://mail:p4@mail.example:587', MAIL_FROM: 'support@tickets.example' },
  ...{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'interchange', OIDC_CLIENT_SECRET: random(24) },
  ...{ DIRECTORY_FEED_URL: 'https://id.example/directory', DIRECTORY_FEED_TOKEN: random(24) },
}

function problems(settings: Environment, read: (env: Environment) => unknown = readConfig): string[] {
  try {
    read({ ...production, ...settings })
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return [...error.problems]
    throw error
  }
}

describe('outside demo mode', () => {
  it('takes settings of one’s own, however the key is written', () => {
    const keys = [random(32), randomBytes(32).toString('hex'), randomBytes(32).toString('base64url')]
    for (const key of keys) expect(problems({ SECRET_KEY: key }), key.length.toString()).toEqual([])
  })

  it.each([
    ['one character', 'k'.repeat(40), 'is a pattern'],
    ['a word again and again', 'interchange-'.repeat(4), 'is a pattern'],
    ['a word again, cut off', 'Kj8#vLq2!xZ'.repeat(4).slice(0, 40), 'is a pattern'],
    ['a row of neighbours', 'abcdefghijklmnopqrstuvwxyz0123456789', 'is a pattern'],
    ['few different bytes', 'mamomumimenananoneninunapapopepipupu', 'is a pattern'],
    ['half a key in hexadecimal', randomBytes(20).toString('hex'), 'holds fewer than 32 bytes'],
    ['one byte in hexadecimal', 'ab'.repeat(32), 'is a pattern'],
    ['what documents show', 'change-me-to-32-random-bytes-of-your-own', 'is an example'],
    ['what the tests use', 'a key of the tests, thirty-two bytes long', 'is an example'],
    ['what a demo made', `demo-${randomBytes(32).toString('base64url')}`, 'was made for a demo'],
  ])('refuses as SECRET_KEY %s', (_, key, fault) => {
    const [problem, ...more] = problems({ SECRET_KEY: key })
    expect(more).toEqual([])
    expect(problem).toContain(`SECRET_KEY ${fault}`)
    expect(problem).not.toContain(key)
  })

  const asNotice = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`
  it.each([
    ['OIDC_CLIENT_SECRET', 'secret', 'placeholder'],
    ['OIDC_CLIENT_SECRET', 'a-secret-of-the-tests', 'placeholder'],
    ['OIDC_CLIENT_SECRET', 'Zx9kQ2', 'too short'],
    ['OIDC_CLIENT_SECRET', 'aaaaaaaaaaaaaaaaaaaa', 'pattern'],
    ['DIRECTORY_FEED_TOKEN', 'change-me-please-soon', 'placeholder'],
    ['DIRECTORY_FEED_TOKEN', 'test', 'placeholder'],
    ['DIRECTORY_FEED_TOKEN', `demo-${randomBytes(24).toString('base64url')}`, 'demo'],
    ['SCIM_TOKEN', 'changeme-changeme-changeme-changeme', 'placeholder'],
    ['SCIM_TOKEN', `${randomBytes(24).toString('hex')},${'0'.repeat(40)}`, 'pattern'],
    ['DIRECTORY_NOTICE_SECRET', asNotice('change-me-change-me-change-me'), 'placeholder'],
    ['DIRECTORY_NOTICE_SECRET', asNotice('k2'.repeat(16)), 'pattern'],
    ['DATABASE_URL', 'postgresql://interchange_app:change-me-2@db.example/interchange', 'placeholder'],
    ['DATABASE_ADMIN_URL', 'postgresql://interchange_owner:change%2Dme-1@db.example/i', 'placeholder'],
    ['DATABASE_DIRECT_URL', 'postgresql://interchange_relay@db.example/i?password=postgres', 'placeholder'],
    ['SMTP_URL', 'smtp://mail:password@mail.example:587', 'placeholder'],
  ])('refuses as %s an example or a pattern', (name, value, fault) => {
    const found = problems({ [name]: value })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`${name} `)
    expect(found[0]).toContain(fault)
    if (value.length > 16) expect(found[0]).not.toContain(value)
  })

  it.each(['PUBLIC_URL', 'OIDC_ISSUER', 'OAUTH_ISSUER', 'DIRECTORY_FEED_URL', 'DIRECTORY_CHANGES_URL'])(
    'refuses %s in the clear, but for this machine itself',
    (name) => {
      expect(problems({ [name]: 'http://tickets.example' })).toEqual([
        `${name} must begin with https: outside demo mode`,
      ])
      expect(problems({ [name]: 'http://127.0.0.1:3000' })).toEqual([])
    },
  )
})

describe('demo mode', () => {
  const own = { PUBLIC_URL: '', OIDC_ISSUER: '', DIRECTORY_FEED_URL: '', DEMO: '1' }
  it('is for this machine only, and for no real Identity System', () => {
    expect(problems(own, readLaunchPlan)).toEqual([])
    expect(problems({ ...own, OIDC_ISSUER: 'http://localhost:9' }, readLaunchPlan)).toEqual([
      expect.stringContaining('DIRECTORY_FEED_URL'),
    ])
    for (const name of ['PUBLIC_URL', 'OIDC_ISSUER', 'OAUTH_ISSUER', 'PLATFORM_URL', 'DIRECTORY_FEED_URL']) {
      const found = problems({ ...own, [name]: 'https://real.example' }, readLaunchPlan)
      expect(
        found.filter((line) => line.startsWith(`${name} `) && line.endsWith('set DEMO=0, or take it away')),
        name,
      ).toHaveLength(1)
    }
  })
})

it.each([
  ...[
    'http://localhost:3000',
    'https://a.localhost',
    'http://127.9.9.9',
    'http://[::1]:80',
    'http://2130706433',
  ],
])('%s is this machine', (address) => expect(isThisMachine(address)).toBe(true))

it.each([
  ...['http://localhost.example', 'http://127.0.0.1.example', 'http://0.0.0.0', 'http://10.0.0.1', 'nothing'],
  ...['http://[::ffff:7f00:2]', 'http://localhost@evil.example'],
])('%s is not', (address) => expect(isThisMachine(address)).toBe(false))
