import type * as z from 'zod/mini'
import type { ClientKind, ClientScope } from '../../../contract/actions.ts'
import type { ApiClient, CreateApiClient } from '../../../contract/api-clients.ts'

/** What is typed in the form of a client; empty lists mean no limit. */
export type ClientForm = {
  name: string
  kind: ClientKind
  companyId: string | null
  scopes: ClientScope[]
  brandIds: string[]
  branchIds: string[]
  origins: string
  oauthClientId: string
  /** A day, as the date field gives it. */
  endsOn: string
}

export const NEW_CLIENT: ClientForm = {
  ...{ name: '', kind: 'website', companyId: null, scopes: ['tickets.create', 'directory.read'] },
  ...{ brandIds: [], branchIds: [], origins: '', oauthClientId: '', endsOn: '' },
}

export const formOf = (client: ApiClient): ClientForm => ({
  ...{ name: client.name, kind: client.kind, companyId: client.company.id, scopes: [...client.scopes] },
  brandIds: client.brands?.map(({ id }) => id) ?? [],
  branchIds: client.branches?.map(({ id }) => id) ?? [],
  origins: client.origins.join('\n'),
  oauthClientId: client.oauthClientId ?? '',
  endsOn: client.expiresAt === null ? '' : dayOf(new Date(client.expiresAt)),
})

/** A client works to the end of its last day, in the time of whoever says so. */
const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString()
const dayOf = (at: Date) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

const linesOf = (text: string) => text.split(/[\s,]+/).filter((line) => line !== '')

/** The form as the server takes it. */
export function bodyOf(form: ClientForm): z.input<typeof CreateApiClient> {
  const { name, kind, scopes, companyId, brandIds, branchIds } = form
  const oauthClientId = form.oauthClientId.trim()
  return {
    ...{ name: name.trim(), kind, scopes, ...(companyId === null ? {} : { companyId }) },
    brandIds: brandIds.length > 0 ? brandIds : null,
    branchIds: branchIds.length > 0 ? branchIds : null,
    // An address is often copied with the stroke at its end.
    origins: [...new Set(linesOf(form.origins).map((line) => line.replace(/\/+$/, '')))],
    oauthClientId: oauthClientId === '' ? null : oauthClientId,
    expiresAt: form.endsOn === '' ? null : endOf(form.endsOn),
  }
}

/** Only what differs from what stands, so that a colleague's change of another field is not undone. */
export function changedOf(form: ClientForm, before: ClientForm): Partial<z.input<typeof CreateApiClient>> {
  const wanted = Object.entries(bodyOf(form))
  const was = new Map<string, unknown>(Object.entries(bodyOf(before)))
  const differs = wanted.filter(
    ([name, value]) => name !== 'companyId' && JSON.stringify(value) !== JSON.stringify(was.get(name)),
  )
  return Object.fromEntries(differs)
}
