import type * as z from 'zod/mini'
import type { ApiKey } from '../../../contract/api-clients.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useAgo } from '../use-ago.ts'
import { useWords } from '../use-words.ts'

/** One key by its prefix: whether it works, until when, and when it was last used. */
export function KeyLine({ apiKey, onEnd }: { apiKey: z.infer<typeof ApiKey>; onEnd: () => void }) {
  const { moment } = useTexts()
  const word = useWords()
  const ago = useAgo()
  const { prefix, kind, works, expiresAt, revokedAt, createdAt, lastUsedAt } = apiKey
  const state = () => {
    if (works && expiresAt) return word('clients.keyState.until', { when: moment(expiresAt) })
    if (works) return word('clients.keyState.works')
    if (!revokedAt && expiresAt && Date.parse(expiresAt) <= Date.now())
      return word('clients.keyState.over', { when: moment(expiresAt) })
    return word('clients.keyState.ended')
  }
  return (
    <li>
      <Icon name={kind === 'secret' ? 'lock' : 'globe'} />
      <div className="grow">
        <p className="row wrap">
          <bdi className="code strong" dir="ltr">
            {prefix}
          </bdi>
          <span className="soft">{word(`clients.keyKinds.${kind}`)}</span>
          <span className={`tag ${works ? (expiresAt ? 'warn' : 'good') : ''}`}>{state()}</span>
        </p>
        <p className="soft xs">
          {word('clients.created', { when: moment(createdAt) })}
          {' · '}
          {lastUsedAt ? `${word('clients.lastUsed')}: ${ago(lastUsedAt)}` : word('clients.neverUsed')}
        </p>
      </div>
      {works && (
        <Button small kind="danger" aria-label={word('clients.endKey', { prefix })} onClick={onEnd}>
          {word('clients.endKeyShort')}
        </Button>
      )}
    </li>
  )
}
