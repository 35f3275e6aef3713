import type { ReactNode } from 'react'
import type { ApiClient } from '../../../contract/api-clients.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { asKey } from '../as-key.ts'
import { useWords } from '../use-words.ts'

/** What a client is, and how far it reaches. */
export function ClientFacts({ client }: { client: ApiClient }) {
  const { moment } = useTexts()
  const word = useWords()
  const names = (items: { id: string; name: string }[] | null) =>
    items === null ? (
      word('clients.unlimited')
    ) : (
      <span className="names">
        {items.map(({ id, name }) => (
          <bdi className="tag" key={id}>
            {name}
          </bdi>
        ))}
      </span>
    )
  const facts: [string, ReactNode][] = [
    [word('clients.kind'), word(`clients.kinds.${client.kind}`)],
    [word('clients.company'), <bdi key="company">{client.company.name}</bdi>],
    [
      word('clients.may'),
      <ul key="scopes">
        {client.scopes.map((scope) => (
          <li key={scope}>{word(`clients.scopes.${asKey(scope)}`)}</li>
        ))}
      </ul>,
    ],
    [word('clients.brands'), names(client.brands)],
    [word('clients.branches'), names(client.branches)],
    [word('clients.expiresAt'), client.expiresAt ? moment(client.expiresAt) : word('clients.never')],
    ...(client.oauthClientId
      ? [
          [
            word('clients.oauth'),
            <bdi className="code" dir="ltr" key="oauth">
              {client.oauthClientId}
            </bdi>,
          ] as [string, ReactNode],
        ]
      : []),
  ]
  return (
    <section className="card">
      <h2>
        <Icon name="info" />
        <span className="grow">{word('clients.created', { when: moment(client.createdAt) })}</span>
        {client.revokedAt && (
          <span className="soft">{word('clients.endedAt', { when: moment(client.revokedAt) })}</span>
        )}
      </h2>
      <dl className="in facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
