import { type KeyboardEvent, useRef, useState } from 'react'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { useTicketRoom } from './ticket-room.tsx'
import { useEdit } from './use-edit.ts'

/** The tags, each removable, and a small field that adds one. */
export function TagList() {
  const { t } = useTexts()
  const { ticket } = useTicketRoom()
  const edit = useEdit()
  const [adding, setAdding] = useState(false)
  const [text, setText] = useState('')
  const addButton = useRef<HTMLButtonElement>(null)
  const tags = ticket.tags ?? []
  const mayEdit = ticket.can.edit && ticket.tags !== undefined

  const leave = () => {
    setAdding(false)
    setText('')
    requestAnimationFrame(() => addButton.current?.focus())
  }
  const onKey = async (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      leave()
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const tag = text.trim()
    if (tag === '' || tags.includes(tag)) return leave()
    // The field stays for the next one; Enter on an empty field leaves.
    if (await edit({ tags: [...tags, tag] })) setText('')
  }

  return (
    <>
      {tags.map((tag) => (
        <span className="fact tagged" key={tag}>
          <bdi className="trunc">{tag}</bdi>
          {mayEdit && (
            <button
              type="button"
              aria-label={t('ticket.tagRemove', { tag })}
              onClick={() => void edit({ tags: tags.filter((other) => other !== tag) })}
            >
              <Icon name="x" size="sm" />
            </button>
          )}
        </span>
      ))}
      {mayEdit && !adding && (
        <button
          type="button"
          className="fact"
          ref={addButton}
          aria-label={t('ticket.tagAdd')}
          title={t('ticket.tagAdd')}
          onClick={() => setAdding(true)}
        >
          <Icon name="tag" size="sm" />
        </button>
      )}
      {adding && (
        <input
          className="fact tag-field"
          aria-label={t('ticket.tagAdd')}
          placeholder={t('ticket.tagAdd')}
          title={t('ticket.tagHint')}
          maxLength={40}
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => void onKey(event)}
          onBlur={() => text.trim() === '' && setAdding(false)}
        />
      )}
    </>
  )
}
