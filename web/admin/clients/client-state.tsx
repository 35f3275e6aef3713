import type { ApiClient } from '../../../contract/api-clients.ts'
import { Icon } from '../../ui/icon.tsx'
import { useWords } from '../use-words.ts'

/** Whether it works, and if not, why. */
export function ClientState({ client }: { client: ApiClient }) {
  const word = useWords()
  const over = client.expiresAt !== null && Date.parse(client.expiresAt) <= Date.now()
  const state = client.works ? 'works' : client.revokedAt ? 'ended' : over ? 'over' : 'company'
  return (
    <span className={`tag ${client.works ? 'good' : 'warn'}`}>
      <Icon name={client.works ? 'check' : 'x'} size="sm" />
      {word(`clients.state.${state}`)}
    </span>
  )
}
