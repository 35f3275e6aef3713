import { Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Audience } from '../../../contract/event-types.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { api } from '../../shell/api.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { NetworkNoteIcon } from '../ticket-icons.tsx'
import { keepDraft, markTried, readDraft } from './draft.ts'
import { useTicketKeys } from './ticket-keys.ts'
import { useTicketRoom } from './ticket-room.tsx'

const MOST = 10_000
const KEYS: Record<Audience, string> = { public: 'R', network: 'N', company: 'C' }

/** One place to write, told apart by rim, band and button: who reads it is never in doubt. */
export function Composer() {
  const { t, list } = useTexts()
  const { ticket, transitions } = useTicketRoom()
  const [chosen, setChosen] = useState<Audience>('public')
  const fieldId = useId()
  const audiences = (transitions?.audiences ?? []).filter(({ key }) =>
    key === 'public' ? ticket.can.reply : ticket.can.note,
  ) as { key: Audience; readers: string[] }[]
  const current = audiences.find(({ key }) => key === chosen) ?? audiences[0]

  const write = (audience: Audience) => {
    setChosen(audience)
    requestAnimationFrame(() => document.getElementById(fieldId)?.focus())
  }
  useTicketKeys(Object.fromEntries(audiences.map(({ key }) => [KEYS[key], () => write(key)])))

  if (!transitions) return <div className="composer waiting" aria-hidden="true" />
  if (!current) return <p className="read-only">{t('composer.readOnly')}</p>
  return (
    <section className="composer" data-audience={current.key} aria-label={t('composer.label')}>
      <div
        className="modes"
        role="tablist"
        onKeyDown={(event) =>
          moveTab(
            event,
            audiences.map(({ key }) => key),
            current.key,
            setChosen,
          )
        }
      >
        {audiences.map(({ key }) => (
          <button
            type="button"
            role="tab"
            key={key}
            id={`${fieldId}-${key}`}
            aria-selected={key === current.key}
            aria-controls={`${fieldId}-panel`}
            tabIndex={key === current.key ? 0 : -1}
            onClick={() => write(key)}
          >
            <AudienceIcon audience={key} />
            {t(`composer.${key}`)}
          </button>
        ))}
        {current.key === 'public' && (
          <span className="to trunc">
            <Icon name="chat" size="sm" />
            <span className="trunc">{t('composer.to', { name: ticket.requester.name })}</span>
          </span>
        )}
      </div>
      <div role="tabpanel" id={`${fieldId}-panel`} aria-labelledby={`${fieldId}-${current.key}`}>
        <Writing key={current.key} audience={current.key} readers={list(current.readers)} fieldId={fieldId} />
      </div>
    </section>
  )
}

function AudienceIcon({ audience }: { audience: Audience }) {
  if (audience === 'network') return <NetworkNoteIcon size="sm" />
  return audience === 'public' ? <Icon name="send" size="sm" flip /> : <Icon name="lock" size="sm" />
}

function moveTab(event: KeyboardEvent, keys: Audience[], current: Audience, choose: (key: Audience) => void) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const towards = document.documentElement.dir === 'rtl' ? -step : step
  const next = keys[(keys.indexOf(current) + towards + keys.length) % keys.length]
  if (!next) return
  choose(next)
  const tabs = event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')
  tabs[keys.indexOf(next)]?.focus()
}

type WritingProps = { audience: Audience; readers: string; fieldId: string }

function Writing({ audience, readers, fieldId }: WritingProps) {
  const { t } = useTexts()
  const { ticket, act } = useTicketRoom()
  const announce = useAnnounce()
  const [draft, setDraft] = useState(() => readDraft(sessionStorage, ticket.id, audience))
  const [state, setState] = useState<'writing' | 'sending' | 'sent'>('writing')
  const [refused, setRefused] = useState<string | null>(null)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  const name = ticket.requester.name
  const forColleague = ticket.requester.kind === 'staff'
  const isPublic = audience === 'public'
  const done = isPublic ? t('composer.sent', { name }) : t('composer.added', { names: readers })
  const over = draft.text.trim().length - MOST

  const change = (text: string) => {
    const next = { ...draft, text }
    setDraft(next)
    keepDraft(sessionStorage, ticket.id, audience, next)
    setState('writing')
    setRefused(null)
  }
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (state === 'sending' || draft.text.trim() === '' || over > 0) return
    const tried = markTried(draft)
    setDraft(tried)
    keepDraft(sessionStorage, ticket.id, audience, tried)
    setState('sending')
    setRefused(null)
    const problem = await act(
      () => api.postMessage(ticket.id, { audience, text: tried.text }, tried.tried.key),
      done,
    )
    if (!problem) {
      keepDraft(sessionStorage, ticket.id, audience, { text: '' })
      announce(done)
    }
    if (!alive.current) return
    setState(problem ? 'writing' : 'sent')
    setRefused(problem)
    if (!problem) setDraft({ text: '' })
  }

  return (
    <form data-filled={draft.text !== '' || undefined} onSubmit={(event) => void send(event)}>
      {!isPublic && (
        <p className="window">
          <Icon name="lock" size="sm" />
          {t(forColleague ? 'composer.windowNoteColleague' : 'composer.windowNote', { names: readers })}
        </p>
      )}
      <Textarea
        id={fieldId}
        variant="unstyled"
        aria-label={
          isPublic ? t('composer.writePublic', { name }) : t('composer.writeNote', { names: readers })
        }
        placeholder={
          isPublic ? t('composer.writePublic', { name }) : t('composer.writeNote', { names: readers })
        }
        {...(draft.text ? { dir: 'auto' } : {})}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.text}
        onChange={(event) => change(event.currentTarget.value)}
        readOnly={state === 'sending'}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {refused && (
        <Said
          className="composer-said"
          saying={{ tone: 'bad', text: `${refused} ${t('composer.failed')}` }}
        />
      )}
      <footer>
        <span className={over > 0 ? 'xs bad' : 'xs muted'}>
          {over > 0 ? t('composer.tooLong', { count: over }) : draft.text && t('composer.saved')}
        </span>
        <Button
          kind="primary"
          type="submit"
          className="end"
          shortcut="Ctrl ↵"
          busy={state === 'sending'}
          aria-disabled={draft.text.trim() === '' || over > 0 || undefined}
        >
          {state === 'sending'
            ? t('composer.sending')
            : t(!isPublic ? 'composer.add' : forColleague ? 'composer.sendColleague' : 'composer.send')}
        </Button>
      </footer>
    </form>
  )
}
