import './branch-moves.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BranchMove } from '../../contract/branch-moves.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Said, type Saying } from '../ui/said.tsx'
import { api } from './api.ts'
import { AskMove } from './ask-move.tsx'
import { problemText } from './problem-text.ts'
import { useTexts } from './use-texts.ts'

const KEY = ['branch-moves']
type Answer = 'confirm' | 'dismiss'

/** Tickets that go along do so one after the other, a moment after the answer: lists are read at once and then again. */
const READ_AGAIN = [1_000, 3_000]

/**
 * Branches that went to another company with open tickets, each with the two answers. Only for whoever may assign in
 * the network; nothing stands here where nothing waits, unless the place says so (`whenNone`).
 */
export function BranchMovesWaiting({ whenNone = false }: { whenNone?: boolean }) {
  const { t, number, language } = useTexts()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: [...KEY, language],
    queryFn: api.branchMoves,
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  })
  const [saying, setSaying] = useState<Saying | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [asked, setAsked] = useState<BranchMove | null>(null)
  const moves = query.data?.items ?? []
  // What the button does, said for one ticket or for many.
  const wordOf = (move: BranchMove, answer: Answer) => {
    const one = move.tickets === 1
    if (answer === 'confirm') return t(one ? 'moves.sendOne' : 'moves.sendMany', { to: move.to.name })
    return t(one ? 'moves.leaveOne' : 'moves.leaveMany')
  }

  const decide = async (move: BranchMove, answer: Answer) => {
    const names = { branch: move.branch.name, to: move.to.name }
    setBusy(move.id + answer)
    try {
      await api.decideBranchMove(move.id, answer)
      setSaying({
        tone: 'good',
        text: t(answer === 'confirm' ? 'moves.confirmed' : 'moves.dismissed', names),
      })
    } catch (error) {
      setSaying({ tone: 'bad', text: problemText(error, t) })
    }
    // Decided here or by somebody else: what waits now is what the server says.
    await client.invalidateQueries({ queryKey: KEY })
    const readTickets = () => void client.invalidateQueries({ queryKey: ['tickets'] })
    readTickets()
    if (answer === 'confirm') for (const later of READ_AGAIN) setTimeout(readTickets, later)
    setBusy(null)
  }

  return (
    <div className="moves">
      {moves.map((move) => (
        <section className="move" key={move.id} aria-label={t('moves.title')}>
          <Icon name="route" size="lg" />
          <div className="grow">
            <p>
              {t('moves.line', {
                ...{ branch: move.branch.name, from: move.from.name, to: move.to.name },
                number: number(move.tickets),
              })}
            </p>
            <div className="row">
              {(['confirm', 'dismiss'] as const).map((answer) => (
                <Button
                  key={answer}
                  small
                  busy={busy === move.id + answer}
                  disabled={busy !== null}
                  aria-label={t('moves.named', { act: wordOf(move, answer), branch: move.branch.name })}
                  onClick={() => (answer === 'confirm' ? setAsked(move) : void decide(move, answer))}
                >
                  {wordOf(move, answer)}
                </Button>
              ))}
            </div>
          </div>
        </section>
      ))}
      {whenNone && query.isSuccess && moves.length === 0 && !saying && (
        <p className="soft">{t('moves.none')}</p>
      )}
      {query.isError && !query.data && <p className="said bad">{problemText(query.error, t)}</p>}
      <Said saying={saying} />
      {asked && (
        <AskMove
          move={asked}
          act={wordOf(asked, 'confirm')}
          onClose={() => setAsked(null)}
          onSend={() => {
            setAsked(null)
            void decide(asked, 'confirm')
          }}
        />
      )}
    </div>
  )
}
