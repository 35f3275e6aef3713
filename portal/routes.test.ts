import { describe, expect, it } from 'vitest'
import { routeOf } from './routes.ts'
import { tokenIn } from './tracking-link.ts'

describe('addresses of the portal', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/request/test-drive', { page: 'request', type: 'test-drive' }],
    ['/request/test-drive/', { page: 'request', type: 'test-drive' }],
    ['/request/other', { page: 'lost' }],
    ['/request', { page: 'lost' }],
    ['/track', { page: 'track' }],
    ['/track/x', { page: 'lost' }],
    ['/requests', { page: 'requests', number: null }],
    ['/requests/TD-10482', { page: 'requests', number: 'TD-10482' }],
    ['/requests/TD-10482/x', { page: 'lost' }],
    ['/privacy', { page: 'privacy' }],
    ['/nothing', { page: 'lost' }],
  ])('%s', (path, route) => expect(routeOf(path)).toEqual(route))
})

describe('a pasted tracking link', () => {
  it.each([
    ['https://help.example/track#abcdefgh1234_-.', 'abcdefgh1234_-.'],
    ['  #abcdefgh1234 ', 'abcdefgh1234'],
    ['abcdefgh1234', 'abcdefgh1234'],
    ['\u2068https://help.example/track#abcdefgh1234\u2069', 'abcdefgh1234'],
    ['https://help.example/track', null],
    ['TD-10482', null],
    ['', null],
  ])('%s', (text, token) => expect(tokenIn(text)).toBe(token))
})
