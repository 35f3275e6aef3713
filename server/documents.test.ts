import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './test/test-app.ts'

describe('the API’s own documents', () => {
  let world: TestApp
  beforeAll(async () => {
    world = await openTestApp()
  })
  afterAll(() => world.close())

  it('are readable, and show the examples of the directory as it is now', async () => {
    const page = await world.app.inject({ url: '/api/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    const asked = await world.app.inject({ url: '/api/docs/json' })
    expect([asked.statusCode, asked.headers.location]).toEqual([302, '/api/openapi.json'])
    const shown = (await world.app.inject({ url: '/api/openapi.json' })).json()
    const { examples } = shown.paths['/api/v1/tickets'].post.requestBody.content['application/json']
    expect(Object.keys(examples)).toHaveLength(5)
  })
})
