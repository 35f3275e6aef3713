import './clients.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { Failure } from '../../shell/failure.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { adminApi } from '../admin-api.ts'
import { PageHead } from '../page-head.tsx'
import { PlaceLink } from '../place-link.tsx'
import { addressOf, usePlace } from '../places.ts'
import { SkeletonCards } from '../skeleton-cards.tsx'
import { useWords } from '../use-words.ts'
import { ClientDialog } from './client-dialog.tsx'
import { ClientLine } from './client-line.tsx'
import { ClientPage } from './client-page.tsx'
import { CLIENTS_KEY } from './clients-key.ts'
import { type MadeKey, SecretDialog } from './secret-dialog.tsx'

/** External systems: all of them, or the one that the address names. */
export default function ClientsPage() {
  const { language } = useTexts()
  const word = useWords()
  const { id } = usePlace()
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<MadeKey | null>(null)
  const query = useQuery({
    queryKey: [...CLIENTS_KEY, language],
    queryFn: adminApi.apiClients,
    placeholderData: (before) => before,
  })
  const clients = query.data?.items ?? []
  const open = id === null ? undefined : clients.find((client) => client.id === id)
  return (
    <>
      {open && <ClientPage key={open.id} client={open} onMade={setMade} />}
      {!open && (
        <PageHead title={word('nav.clients')} lead={word('clients.lead')}>
          <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
            {word('clients.make')}
          </Button>
        </PageHead>
      )}
      {query.isError && !query.data && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonCards count={1} />}
      {query.isSuccess && id !== null && !open && (
        <p className="said warn">
          {word('noPage')} <PlaceLink href={addressOf('clients')}>{word('clients.back')}</PlaceLink>
        </p>
      )}
      {query.isSuccess && id === null && <ClientList clients={clients} />}
      {making && (
        <ClientDialog
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false)
            setMade(key)
          }}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
    </>
  )
}

function ClientList({ clients }: { clients: ApiClient[] }) {
  const word = useWords()
  const living = clients.filter(({ revokedAt }) => revokedAt === null)
  const ended = clients.filter(({ revokedAt }) => revokedAt !== null)
  if (clients.length === 0)
    return (
      <div className="blank">
        <Icon name="key" />
        <b>{word('clients.empty')}</b>
        <p>{word('clients.emptyText')}</p>
      </div>
    )
  return (
    <div className="cards">
      <ul className="card clients">
        {living.map((client) => (
          <ClientLine key={client.id} client={client} />
        ))}
      </ul>
      {ended.length > 0 && (
        <details>
          <summary>
            {word('clients.ended')} <span className="num">({ended.length})</span>
          </summary>
          <ul className="card clients">
            {ended.map((client) => (
              <ClientLine key={client.id} client={client} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
