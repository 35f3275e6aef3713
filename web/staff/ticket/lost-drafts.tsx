import { useState } from 'react'
import { AUDIENCES } from '../../../contract/event-types.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Said } from '../../ui/said.tsx'
import { readDraft } from './draft.ts'

/** What was typed for a ticket that went elsewhere meanwhile, to copy. */
export function LostDrafts({ ticketId }: { ticketId: string }) {
  const { t } = useTexts()
  const [copied, setCopied] = useState(false)
  const drafts = AUDIENCES.map((audience) => ({
    audience,
    text: readDraft(sessionStorage, ticketId, audience).text,
  })).filter(({ text }) => text.trim() !== '')
  if (drafts.length === 0) return null
  return (
    <div className="lost">
      <p>{t('ticket.wentElsewhereHint')}</p>
      {drafts.map(({ audience, text }) => (
        <label key={audience}>
          <span className="lbl">{t('ticket.lostDraft', { kind: t(`composer.${audience}`) })}</span>
          <textarea readOnly dir="auto" rows={Math.min(8, text.split('\n').length + 2)} value={text} />
          {/* Without TLS a page may not write to the clipboard; the text can still be selected. */}
          {navigator.clipboard && (
            <Button
              small
              onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
            >
              {t('ticket.copy')}
            </Button>
          )}
        </label>
      ))}
      <Said saying={copied ? { tone: 'good', text: t('ticket.copied') } : null} />
    </div>
  )
}
