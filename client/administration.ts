import type * as z from 'zod/mini'
import type {
  ApiClient,
  ApiClientWithKey,
  ChangeApiClient,
  CreateApiClient,
  RotateKey,
} from '../contract/api-clients.ts'
import type { SecurityLogLine } from '../contract/audit.ts'
import type { DirectoryChangesPage, DirectoryStatus } from '../contract/directory.ts'
import type { ScimGroups, ScimPlacing } from '../contract/scim-groups.ts'
import type { RoleActions, RoleMapping } from '../contract/settings.ts'
import { type ApiOptions, makeRequest } from './request.ts'

type WithKey = z.infer<typeof ApiClientWithKey>
type Query = Record<string, string | undefined>
const clientAt = (id: string) => `/api-clients/${encodeURIComponent(id)}`

/** The typed client of the administration pages; one function per route. */
export function makeAdminApi(options: ApiOptions) {
  const request = makeRequest(options)
  const get = async <Body>(path: string, query?: Query) =>
    (await request<Body>('GET', path, query ? { query } : {})).body
  const post = async <Body>(path: string, body?: unknown, idempotencyKey?: string) =>
    (
      await request<Body>('POST', path, {
        ...(body === undefined ? {} : { body }),
        ...(idempotencyKey ? { idempotencyKey } : {}),
      })
    ).body
  const patch = async <Body>(path: string, body: unknown, version: number) =>
    (await request<Body>('PATCH', path, { body, ifMatch: `"${version}"` })).body

  return {
    roleMapping: () => get<RoleMapping>('/settings/role-actions'),
    changeRoleMapping: (roles: RoleActions, version: number) =>
      patch<RoleMapping>('/settings/role-actions', { roles }, version),

    scimGroups: () => get<ScimGroups>('/settings/scim-groups'),
    changeScimGroups: (placing: ScimPlacing, version: number) =>
      patch<ScimGroups>('/settings/scim-groups', placing, version),

    securityLog: (query: Query) =>
      get<{ items: SecurityLogLine[]; nextCursor: string | null }>('/audit', query),

    apiClients: () => get<{ items: ApiClient[] }>('/api-clients'),
    createClient: (body: z.input<typeof CreateApiClient>, idempotencyKey: string) =>
      post<WithKey>('/api-clients', body, idempotencyKey),
    changeClient: (id: string, body: z.input<typeof ChangeApiClient>, version: number) =>
      patch<ApiClient>(clientAt(id), body, version),
    rotateKey: (id: string, body: z.input<typeof RotateKey>, idempotencyKey: string) =>
      post<WithKey>(`${clientAt(id)}/keys`, body, idempotencyKey),
    endKey: (id: string, prefix: string) =>
      post<ApiClient>(`${clientAt(id)}/keys/${encodeURIComponent(prefix)}/revoke`),
    endClient: (id: string) => post<ApiClient>(`${clientAt(id)}/revoke`),

    directoryStatus: () => get<DirectoryStatus>('/directory/status'),
    directoryChanges: (query: Query) => get<DirectoryChangesPage>('/directory/changes', query),
    readDirectory: () => post<DirectoryStatus>('/directory/sync'),
    confirmReading: (hash: string) => post<DirectoryStatus>(`/directory/proposals/${hash}/confirm`),
    endSessionsOf: (userId: string) =>
      post<undefined>(`/network/users/${encodeURIComponent(userId)}/end-sessions`),
  }
}
