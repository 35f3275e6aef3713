import { useParams } from '@tanstack/react-router'
import { useSession } from '../../shell/session.tsx'
import { useTexts } from '../../shell/use-texts.ts'
import { useKnownTicket } from '../ticket/use-ticket.ts'

/** As the open ticket says; without one, whether this person works on tickets at all. */
function useMayAct(number: string | null): { assign: boolean; reply: boolean } {
  const { can } = useSession()
  const open = useKnownTicket(number)
  const works = can.createTickets || can.reviewUnassigned
  return open?.can ?? { assign: works, reply: works }
}

/** The keys that matter most, under the list. */
export function KeyHints({ onKeys }: { onKeys: () => void }) {
  const { t } = useTexts()
  const { number } = useParams({ strict: false })
  const may = useMayAct(number ?? null)
  const hint = (keys: string[], text: string) => (
    <span>
      {keys.map((key) => (
        <b className="kbd" key={key}>
          {key}
        </b>
      ))}
      {text}
    </span>
  )
  return (
    <footer>
      {hint(['J', 'K'], t('list.move'))}
      {hint(['↵'], t('list.openIt'))}
      {may.assign && hint(['A'], t('list.assign'))}
      {may.reply && hint(['R'], t('list.reply'))}
      <button type="button" className="end" onClick={onKeys}>
        <b className="kbd">?</b>
        {t('list.allKeys')}
      </button>
    </footer>
  )
}
