import { describe, expect, it } from 'vitest'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { bodyOf, changedOf, formOf, NEW_CLIENT } from './client-form.ts'

const client: ApiClient = {
  ...{ id: 'c', version: 2, name: 'Site', kind: 'website', company: { id: 'alpha', name: 'Alpha' } },
  ...{ scopes: ['tickets.create'], brands: null, branches: [{ id: 'north', name: 'North' }] },
  ...{ origins: ['https://site.example'], oauthClientId: null, createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ expiresAt: null, revokedAt: null, works: true, keys: [] },
}

describe('the form of a client', () => {
  it('says no limit where nothing is chosen', () => {
    const body = bodyOf({ ...NEW_CLIENT, name: '  Site ' })
    expect(body).toMatchObject({ name: 'Site', brandIds: null, branchIds: null, expiresAt: null })
    expect(body).not.toHaveProperty('companyId')
  })

  it('takes addresses of pages as they are copied', () => {
    const origins = 'https://a.example/\n\n https://b.example, https://a.example'
    expect(bodyOf({ ...NEW_CLIENT, origins }).origins).toEqual(['https://a.example', 'https://b.example'])
  })

  it('keeps the last day whole', () => {
    const end = new Date(String(bodyOf({ ...NEW_CLIENT, endsOn: '2026-12-31' }).expiresAt))
    expect([end.getMonth(), end.getDate(), end.getHours()]).toEqual([11, 31, 23])
    expect(formOf({ ...client, expiresAt: end.toISOString() }).endsOn).toBe('2026-12-31')
  })

  it('sends only what was changed, and never the company', () => {
    const form = formOf(client)
    expect(changedOf(form, form)).toEqual({})
    expect(changedOf({ ...form, branchIds: [], companyId: 'beta' }, form)).toEqual({ branchIds: null })
  })
})
