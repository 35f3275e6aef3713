import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryStatus } from '../../../contract/directory.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { adminApi } from '../admin-api.ts'
import { AskDialog } from '../ask-dialog.tsx'
import { useAgo } from '../use-ago.ts'
import { useWords } from '../use-words.ts'
import { DIRECTORY_KEY } from './directory-key.ts'

type Proposal = NonNullable<DirectoryStatus['proposal']>

/** A reading by which much would go: what, by name, and the one way to let it. */
export function ShrinkCard({ proposal }: { proposal: Proposal }) {
  const { number, list } = useTexts()
  const word = useWords()
  const ago = useAgo()
  const announce = useAnnounce()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const what = list(
    proposal.losses.map(({ kind, gone }) => `${word(`directory.many.${kind}`)}: ${number(gone)}`),
  )
  const confirm = async () => {
    try {
      await adminApi.confirmReading(proposal.hash)
      announce(word('directory.shrink.done'))
      setAsking(false)
    } finally {
      // Also where it was refused: another reading may have taken this one's place.
      void client.invalidateQueries({ queryKey: DIRECTORY_KEY })
    }
  }
  return (
    <section className="card shrink" aria-labelledby="shrink-title">
      <h2 id="shrink-title">
        <Icon name="alert" />
        {word('directory.shrink.title')}
      </h2>
      <div className="in">
        <p>{word('directory.shrink.lead', { when: ago(proposal.proposedAt) })}</p>
        <ul className="lines">
          {proposal.losses.map((loss) => (
            <li key={loss.kind}>
              <div className="grow">
                <p className="row">
                  <b>{word(`directory.many.${loss.kind}`)}</b>
                  <span className="tag bad num">
                    {word('directory.shrink.of', { gone: number(loss.gone), active: number(loss.active) })}
                  </span>
                  <span className="soft">{word('directory.shrink.going')}</span>
                </p>
                <p className="names">
                  {loss.things.map(({ id, name }) => (
                    <bdi className="tag" key={id}>
                      {name}
                    </bdi>
                  ))}
                  {loss.gone > loss.things.length && (
                    <span className="soft">
                      {word('directory.shrink.andMore', { number: number(loss.gone - loss.things.length) })}
                    </span>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <div className="row wrap">
          <p className="soft grow">{word('directory.shrink.stays')}</p>
          <Button kind="danger" onClick={() => setAsking(true)}>
            {word('directory.shrink.confirm')}
          </Button>
        </div>
      </div>
      {asking && (
        <AskDialog
          title={word('directory.shrink.askTitle')}
          text={word('directory.shrink.ask')}
          button={word('directory.shrink.button', { what })}
          onClose={() => setAsking(false)}
          act={confirm}
        />
      )}
    </section>
  )
}
