import type { ApiClient } from '../../../contract/api-clients.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { asKey } from '../as-key.ts'
import { PlaceLink } from '../place-link.tsx'
import { addressOf } from '../places.ts'
import { useAgo } from '../use-ago.ts'
import { useWords } from '../use-words.ts'
import { ClientState } from './client-state.tsx'

/** One client in the list: what it is, what it may, when it was last seen. */
export function ClientLine({ client }: { client: ApiClient }) {
  const { comma } = useTexts()
  const word = useWords()
  const ago = useAgo()
  const used = client.keys
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .sort()
    .at(-1)
  return (
    <li>
      <PlaceLink className="client-line" href={addressOf('clients', client.id)}>
        <span className="client-name">
          <b className="in-line" dir="auto">
            {client.name}
          </b>
          <small>
            {word(`clients.kinds.${client.kind}`)} · <bdi>{client.company.name}</bdi>
          </small>
        </span>
        <span className="soft client-may">
          {client.scopes.map((scope) => word(`clients.scopes.${asKey(scope)}`)).join(comma)}
        </span>
        <span className="soft client-used">
          {used ? `${word('clients.lastUsed')}: ${ago(used)}` : word('clients.neverUsed')}
        </span>
        <ClientState client={client} />
      </PlaceLink>
    </li>
  )
}
