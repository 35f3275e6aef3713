import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { usePageTitle } from '../../shell/use-page-title.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said, type Saying } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { AskDialog } from '../ask-dialog.tsx'
import { PlaceLink } from '../place-link.tsx'
import { addressOf } from '../places.ts'
import { useWords } from '../use-words.ts'
import { ClientDialog } from './client-dialog.tsx'
import { ClientFacts } from './client-facts.tsx'
import { ClientState } from './client-state.tsx'
import { CLIENTS_KEY } from './clients-key.ts'
import { KeyLine } from './key-line.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { PublishableUse } from './publishable-use.tsx'
import type { MadeKey } from './secret-dialog.tsx'

type Open = { what: 'change' | 'key' | 'end' } | { what: 'end-key'; prefix: string }

/** One client: what it may, its keys, and how its publishable one is sent. */
export function ClientPage({ client, onMade }: { client: ApiClient; onMade: (made: MadeKey) => void }) {
  const word = useWords()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Open | null>(null)
  const [saying, setSaying] = useState<Saying | null>(null)
  const ended = client.revokedAt !== null
  const publishable = client.keys.find(({ kind, works }) => kind === 'publishable' && works)
  usePageTitle(client.name)
  const close = () => setOpen(null)
  const finish = (text: string) => {
    setSaying({ tone: 'good', text })
    close()
    void queries.invalidateQueries({ queryKey: CLIENTS_KEY })
  }
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <PlaceLink className="client-back" href={addressOf('clients')}>
            <Icon name="back" size="sm" flip />
            {word('clients.back')}
          </PlaceLink>
          <h1 tabIndex={-1} className="row wrap">
            <bdi>{client.name}</bdi>
            <ClientState client={client} />
          </h1>
        </div>
        {!ended && (
          <div className="row wrap">
            <Button onClick={() => setOpen({ what: 'change' })}>{word('clients.change')}</Button>
            <Button kind="danger" onClick={() => setOpen({ what: 'end' })}>
              {word('clients.end')}
            </Button>
          </div>
        )}
      </header>
      <div className="cards">
        <Said saying={saying} />
        <div className="cards two-wide">
          <ClientFacts client={client} />
          <section className="card">
            <h2>
              <Icon name="key" />
              <span className="grow">{word('clients.keys')}</span>
              {!ended && (
                <Button small onClick={() => setOpen({ what: 'key' })}>
                  {word('clients.newKey')}
                </Button>
              )}
            </h2>
            <ul className="in lines">
              {client.keys.map((key) => (
                <KeyLine
                  key={key.prefix}
                  apiKey={key}
                  onEnd={() => setOpen({ what: 'end-key', prefix: key.prefix })}
                />
              ))}
            </ul>
          </section>
        </div>
        {publishable?.key && <PublishableUse apiKey={publishable.key} origins={client.origins} />}
      </div>
      {open?.what === 'change' && (
        <ClientDialog client={client} onClose={close} onSaved={() => finish(word('clients.saved'))} />
      )}
      {open?.what === 'key' && (
        <NewKeyDialog
          client={client}
          onClose={close}
          onMade={(made) => {
            close()
            if (made) onMade(made)
          }}
        />
      )}
      {open?.what === 'end-key' && (
        <AskDialog
          title={word('clients.endKeyAsk', { prefix: open.prefix })}
          text={word('clients.endKeyText')}
          button={word('clients.endKey', { prefix: open.prefix })}
          onClose={close}
          act={async () => {
            await adminApi.endKey(client.id, open.prefix)
            finish(word('clients.keyEnded', { prefix: open.prefix }))
          }}
        />
      )}
      {open?.what === 'end' && (
        <AskDialog
          title={word('clients.endAsk', { name: client.name })}
          text={word('clients.endText')}
          button={word('clients.endButton', { name: client.name })}
          onClose={close}
          act={async () => {
            await adminApi.endClient(client.id)
            finish(word('clients.endDone', { name: client.name }))
          }}
        />
      )}
    </>
  )
}
