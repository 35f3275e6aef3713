import type { SecurityLogLine } from '../../../contract/audit.ts'
import { PROBLEMS, type ProblemCode } from '../../../contract/problem.ts'
import { problemWords } from '../../../texts/problems.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { useWords, type Word } from '../use-words.ts'
import { LineDetails } from './line-details.tsx'
import { isToldBySubject, saidKey } from './said-key.ts'

/** One line: when, who did what to whom, from where, and what more was written down. */
export function LogLine({ line }: { line: SecurityLogLine }) {
  const { moment, language } = useTexts()
  const word = useWords()
  const refused = line.outcome === 'refused'
  const { code } = line.detail
  const isProblem = typeof code === 'string' && Object.hasOwn(PROBLEMS, code)
  const why = isProblem ? problemWords.title(code as ProblemCode, language) : null
  return (
    <li data-outcome={line.outcome}>
      <Icon name={refused ? 'x' : 'check'} />
      <div className="grow">
        <p>
          {!isToldBySubject(line) && <bdi className="strong">{whoIn(line, word)}</bdi>}{' '}
          {word(saidKey(line), { subject: subjectIn(line, word) })}
        </p>
        <p className="soft xs">
          <span className={refused ? 'refused' : undefined}>{word(`log.outcomes.${line.outcome}`)}</span>
          {why && <span> · {why}</span>}
          {line.address && (
            <span>
              {' · '}
              {word('log.from')}{' '}
              <bdi className="code" dir="ltr">
                {line.address}
              </bdi>
            </span>
          )}
        </p>
        <LineDetails line={line} without={why === null ? [] : ['code']} />
      </div>
      <time className="soft xs num" dateTime={line.at}>
        {moment(line.at)}
      </time>
    </li>
  )
}

function whoIn({ actor }: SecurityLogLine, word: Word): string {
  if (actor.name !== null) return actor.name
  if (actor.kind === 'staff') return actor.id ?? ''
  if (actor.kind === 'system') return word('log.system')
  if (actor.kind === 'client') return word('log.client')
  return word(actor.kind === 'nobody' ? 'log.nobody' : 'log.customer')
}

function subjectIn({ subject }: SecurityLogLine, word: Word): string {
  if (subject === null) return ''
  if (subject.name !== null) return subject.name
  return subject.type === 'directory' ? word('log.directoryName') : subject.id
}
