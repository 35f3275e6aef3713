import './assign.css'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Target } from '../../../contract/assignment.ts'
import { api } from '../../shell/api.ts'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RequestKey } from '../../ui/idempotency-key.ts'
import { Said } from '../../ui/said.tsx'
import { useDesk } from '../desk.ts'
import { useTicketRoom } from '../ticket/ticket-room.tsx'
import { useDialogSaying } from '../ticket/use-news.ts'
import { HolderIcon } from '../ticket-icons.tsx'
import { OptionLine } from './option-line.tsx'
import { bodyFor, filterOptions, type Option, optionsOf } from './targets.ts'
import { useReasonReaders } from './use-reason-readers.ts'

const KINDS = ['all', 'dealer', 'branch', 'team', 'person'] as const
/** More than anyone reads; the rest is found by typing. */
const MOST_SHOWN = 80
const UNASSIGNED = 'unassigned'

/** One ranked list of everyone it may go to, each with reasons; unfit ones stay and say why not. */
export default function AssignDialog({ onClose, unassign }: { onClose: () => void; unassign: boolean }) {
  const { t, number: count } = useTexts()
  const { ticket, ifMatch, transitions, act, busy } = useTicketRoom()
  const { list } = useDesk()
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all')
  const [activeId, setActiveId] = useState<string | null>(unassign ? UNASSIGNED : null)
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const requestKey = useRef(new RequestKey())
  const listId = useId()
  const targets = transitions?.targets ?? []
  const options = useMemo(
    () => optionsOf(targets, ticket.assignment, t('assign.unassign')),
    [targets, ticket.assignment, t],
  )
  const found = useMemo(() => filterOptions(options, kind, query), [options, kind, query])
  const fits = found.filter(({ kind }) => kind !== 'unassigned')
  const apart = found.find(({ kind }) => kind === 'unassigned')
  const shown = [...fits.slice(0, MOST_SHOWN), ...(apart ? [apart] : [])]
  const active = shown.find(({ id }) => id === activeId) ?? shown.find(mayChoose) ?? null
  // Unassigned has no receiver: the distributor reads it, and the company that gave it up.
  const own = useSession().user.company.name
  const readers = useReasonReaders(active ? (active.target.company?.name ?? own) : t('assign.receiver'))
  const saying = useDialogSaying(refused)
  const kinds = KINDS.filter((one) => one === 'all' || options.some((option) => option.kind === one))
  const { number } = ticket

  useEffect(() => {
    if (active) document.getElementById(`${listId}-${active.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const assign = async (target: Target, name: string) => {
    const body = bodyFor(target, reason)
    setRefused(null)
    const problem = await act(
      () => api.assign(ticket.id, body, requestKey.current.for([body, ticket.version]), ifMatch),
      target.status === 'unassigned' ? t('assign.unassigned') : t('assign.done', { name }),
      t('assign.assignedGone', { number }),
    )
    if (problem) setRefused(problem)
    else {
      onClose()
      const next = list.current?.neighbour(number)
      if (next) list.current?.focus(next)
    }
  }
  const commit = () => {
    if (active && mayChoose(active) && !busy) void assign(active.target, active.name)
  }
  const move = (step: number) => {
    const at = active ? shown.indexOf(active) : -1
    setActiveId(shown[(at + step + shown.length) % shown.length]?.id ?? null)
  }
  const onKey = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: commit,
    }
    const run = keys[event.key]
    if (!run || event.nativeEvent.isComposing) return
    event.preventDefault()
    run()
  }

  // One stop for Tab; the arrows go along the kinds.
  const onKindKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const towards = document.documentElement.dir === 'rtl' ? -step : step
    const at = (kinds.indexOf(kind) + towards + kinds.length) % kinds.length
    setKind(kinds[at] ?? 'all')
    event.currentTarget.querySelectorAll('button')[at]?.focus()
  }

  return (
    <Dialog
      title={t('assign.title', { number })}
      closeLabel={t('assign.close')}
      onClose={onClose}
      size={660}
      head={false}
    >
      <label className="ask">
        <Icon name="search" size="lg" />
        <span className="muted ask-lead">{t('assign.ask', { number })}</span>
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-label={`${t('assign.ask', { number })}: ${t('assign.search')}`}
          {...(active ? { 'aria-activedescendant': `${listId}-${active.id}` } : {})}
          dir="auto"
          autoComplete="off"
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActiveId(null)
          }}
          onKeyDown={onKey}
        />
        <button
          type="button"
          className="esc"
          tabIndex={-1}
          aria-label={`Esc: ${t('assign.close')}`}
          onClick={onClose}
        >
          <span className="kbd">Esc</span>
        </button>
      </label>
      <fieldset className="chips ask-kinds" onKeyDown={onKindKey}>
        <legend className="sr">{t('assign.search')}</legend>
        {kinds.map((one) => (
          <button
            type="button"
            className="chip"
            key={one}
            aria-pressed={kind === one}
            tabIndex={kind === one ? 0 : -1}
            onClick={() => setKind(one)}
          >
            {one !== 'all' && <HolderIcon kind={one} size="sm" />}
            {t(`assign.${one}`)}
          </button>
        ))}
        <span className="end xs muted">{t('assign.best')}</span>
      </fieldset>
      <div className="options" role="listbox" id={listId} aria-label={t('assign.search')} tabIndex={-1}>
        {shown.map((option) => (
          <OptionLine
            key={option.id}
            id={`${listId}-${option.id}`}
            option={option}
            active={option === active}
            onChoose={() => setActiveId(option.id)}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p className="options-none" role="status">
          {query ? t('assign.nothing', { query }) : t('assign.noTargets')}
        </p>
      )}
      {fits.length > MOST_SHOWN && (
        <p className="options-none">{t('assign.more', { count: count(fits.length - MOST_SHOWN) })}</p>
      )}
      <label className="field-note">
        <span className="lbl">{t('assign.why', { names: readers })}</span>
        <input
          type="text"
          id={`${listId}-reason`}
          {...(reason ? { dir: 'auto' } : {})}
          maxLength={500}
          placeholder={t('assign.whyHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit()
          }}
        />
      </label>
      <Said className="pop-said" saying={saying} />
      <footer className="pop-foot">
        <span className="hint">
          <b className="kbd">↑</b>
          <b className="kbd">↓</b>
          {t('assign.choose')}
        </span>
        <span className="hint">
          <b className="kbd">↵</b>
          {t('assign.commit')}
        </span>
        <span className="hint">
          <b className="kbd">Tab</b>
          {t('assign.reason')}
        </span>
        <Button
          kind="primary"
          className="end trunc"
          busy={busy}
          disabled={busy || !active || !mayChoose(active)}
          onClick={commit}
        >
          <span className="trunc">
            {!active
              ? t('assign.pick')
              : active.kind === 'unassigned'
                ? active.name
                : t('assign.button', { name: active.name })}
          </span>
        </Button>
      </footer>
    </Dialog>
  )
}

const mayChoose = (option: Option) => option.target.whyNot === null
