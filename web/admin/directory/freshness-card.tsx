import type { DirectoryStatus } from '../../../contract/directory.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said } from '../../ui/said.tsx'
import { useAgo } from '../use-ago.ts'
import { useWords } from '../use-words.ts'
import { SourceLine } from './source-line.tsx'
import { useReadNow } from './use-read-now.ts'

const FEEDS = {
  reference: 'directory.feeds.reference',
  platform: 'directory.feeds.platform',
  file: 'directory.feeds.file',
} as const
const isFeed = (feed: string): feed is keyof typeof FEEDS => Object.hasOwn(FEEDS, feed)

/** Age, sources, what is wrong with them, and reading now. */
export function FreshnessCard({ status }: { status: DirectoryStatus }) {
  const { number } = useTexts()
  const word = useWords()
  const ago = useAgo()
  const { readNow, busy, saying } = useReadNow(status)
  const good = status.syncedAt !== null && !status.stale
  return (
    <section className="card">
      <h2>
        <Icon name="clock" />
        {word('directory.fresh')}
        <span className={`tag ${good ? 'good' : 'warn'} end`}>
          <Icon name={good ? 'check' : 'alert'} size="sm" />
          {word(good ? 'directory.current' : 'directory.old')}
        </span>
      </h2>
      <div className="in">
        <div className="figure">
          <div className="grow">
            <span className="lbl">{word('directory.syncedAt')}</span>
            <b className="num">{status.syncedAt === null ? '–' : ago(status.syncedAt)}</b>
          </div>
          <Button icon="undo" busy={busy} disabled={busy} onClick={() => void readNow()}>
            {word('directory.readNow')}
          </Button>
        </div>
        <Said saying={saying} />
        {status.stale && <p className="said warn">{word('directory.oldText')}</p>}
        <dl className="pairs">
          <div>
            <dt>{word('directory.source')}</dt>
            <dd>{isFeed(status.feed) ? word(FEEDS[status.feed]) : status.feed}</dd>
          </div>
          <div>
            <dt>{word('directory.version')}</dt>
            <dd className="num">{number(status.version)}</dd>
          </div>
        </dl>
        <ul className="lines">
          {status.sources.map((source) => (
            <SourceLine key={source.source} source={source} ago={ago} />
          ))}
        </ul>
        {status.sources.length === 0 && <p className="soft">{word('directory.never')}</p>}
      </div>
    </section>
  )
}
