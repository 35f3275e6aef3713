import { Icon } from '../../ui/icon.tsx'
import { CopyButton } from '../copy-button.tsx'
import { useWords } from '../use-words.ts'

/** The publishable key, from where it may be used, and how a page sends it. */
export function PublishableUse({ apiKey, origins }: { apiKey: string; origins: readonly string[] }) {
  const word = useWords()
  const snippet = snippetFor(location.origin, apiKey)
  return (
    <section className="card">
      <h2>
        <Icon name="globe" />
        <span className="grow">{word('clients.use')}</span>
        <CopyButton text={snippet} label={word('clients.use')} />
      </h2>
      <div className="in">
        <p className="names">
          {origins.map((origin) => (
            <bdi className="tag code" dir="ltr" key={origin}>
              {origin}
            </bdi>
          ))}
        </p>
        <p className="soft">{word('clients.useText')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre className="snippet" dir="ltr" tabIndex={0}>
          {snippet}
        </pre>
      </div>
    </section>
  )
}

const snippetFor = (origin: string, key: string) => `await fetch('${origin}/api/v1/tickets', {
  method: 'POST',
  headers: {
    authorization: 'Bearer ${key}',
    'content-type': 'application/json',
    'idempotency-key': \`"\${crypto.randomUUID()}"\`,
  },
  body: JSON.stringify({
    type: 'general-inquiry',
    language: 'en',
    requester: { name: 'Lana Karim', email: 'lana@customer.example' },
    details: { topic: 'information', message: 'When do you open on Saturday?' },
  }),
})`
