import type { DirectoryStatus } from '../../../contract/directory.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { useWords } from '../use-words.ts'

type Source = DirectoryStatus['sources'][number]
const FAILURES = {
  unreachable: 'directory.failures.unreachable',
  refused: 'directory.failures.refused',
  'bad-answer': 'directory.failures.bad-answer',
  'too-large': 'directory.failures.too-large',
  'file-missing': 'directory.failures.file-missing',
  'file-invalid': 'directory.failures.file-invalid',
  'snapshot-rejected': 'directory.failures.snapshot-rejected',
  'shrink-waiting': 'directory.failures.shrink-waiting',
} as const
const failureKey = (code: string) =>
  Object.hasOwn(FAILURES, code) ? FAILURES[code as keyof typeof FAILURES] : 'directory.failures.other'

/** One source: when it last answered, when that last changed something, and why it does not. */
export function SourceLine({ source, ago }: { source: Source; ago: (iso: string) => string }) {
  const { moment } = useTexts()
  const word = useWords()
  const { failing } = source
  return (
    <li>
      <Icon name={failing ? 'alert' : 'check'} />
      <div className="grow">
        <p className="row wrap">
          <b>{word(`directory.sources.${source.source}`)}</b>
          {!source.inUse && <span className="tag">{word('directory.notInUse')}</span>}
        </p>
        <p className="soft xs">
          {word('directory.readAt')}: {source.readAt ? ago(source.readAt) : '–'}
          {' · '}
          {word('directory.acceptedAt')}: {source.acceptedAt ? ago(source.acceptedAt) : '–'}
        </p>
        {failing && (
          <div className="said bad block" role="alert">
            <b>{word('directory.failing', { when: moment(failing.since) })}</b>
            <p>{word(failureKey(failing.code))}</p>
            {failing.problems.length > 0 && (
              <details>
                <summary>{word('directory.problems')}</summary>
                <ul dir="ltr">
                  {failing.problems.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        )}
      </div>
    </li>
  )
}
