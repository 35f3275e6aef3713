import { useTexts } from '../../shell/use-texts.ts'

/** The keys that matter most, under the list. */
export function KeyHints({ onKeys }: { onKeys: () => void }) {
  const { t } = useTexts()
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
      {hint(['A'], t('list.assign'))}
      {hint(['R'], t('list.reply'))}
      <button type="button" className="end" onClick={onKeys}>
        <b className="kbd">?</b>
        {t('list.allKeys')}
      </button>
    </footer>
  )
}
