import { ScimError } from './scim-error.ts'

/** What acts need to know of the request and the service. */
export type Scim = {
  /** Address of the service, without a slash at the end. */
  base: string
  /** What a user is called in the directory. */
  userId: 'id' | 'externalId'
  /** `If-Match` as it was sent. */
  ifMatch: string | null
}

/** Refuses with 412 where the caller saw another state. */
export function requireTag({ ifMatch }: Pick<Scim, 'ifMatch'>, tag: string): void {
  if (ifMatch !== null && !namesTag(ifMatch, tag))
    throw new ScimError(412, 'The resource has changed since the version that If-Match names.')
}

/** Does the header name this tag, or any? Compared weakly, as all our tags are weak. */
export function namesTag(header: string, tag: string): boolean {
  const bare = (one: string) => one.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((one) => bare(one) === bare(tag))
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
/** Is it of the form of our ids? Anything else names nothing. */
export const isScimId = (id: string) => UUID.test(id)
