import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { problemText } from './problem-text.ts'
import { useTexts } from './use-texts.ts'

/** Something did not load: what happened, and the way on. */
export function Failure({ error, onRetry, page }: { error: unknown; onRetry: () => void; page?: boolean }) {
  const { t } = useTexts()
  return (
    <div className={page ? 'gate' : undefined}>
      <div className="blank" role="alert">
        <Icon name="alert" />
        <b>{t('failure.title')}</b>
        <p>{problemText(error, t)}</p>
        <Button onClick={onRetry}>{t('failure.retry')}</Button>
      </div>
    </div>
  )
}
