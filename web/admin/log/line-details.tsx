import type { SecurityLogLine } from '../../../contract/audit.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { useActionNames } from '../use-action-names.ts'
import { useWords } from '../use-words.ts'
import { roleDifference } from './role-difference.ts'

type LineDetailsProps = { line: SecurityLogLine; without: readonly string[] }

/** What was written down besides: a change of roles in words, the rest as it stands. */
export function LineDetails({ line, without }: LineDetailsProps) {
  const { list } = useTexts()
  const word = useWords()
  const nameOf = useActionNames()
  const ofRoles = line.type === 'setting.changed' && line.subject?.id === 'role-actions'
  const roles = ofRoles ? roleDifference(line.detail.before, line.detail.after) : []
  const told = [...without, ...(ofRoles ? ['before', 'after'] : [])]
  const rest = Object.entries(line.detail).filter(([name]) => !told.includes(name))
  return (
    <>
      {roles.map(({ role, gains, loses }) => (
        <p className="xs" key={role}>
          <bdi className="code">{role}</bdi>
          {gains.length > 0 && <span> · {word('roles.gains', { what: list(gains.map(nameOf)) })}</span>}
          {loses.length > 0 && <span> · {word('roles.loses', { what: list(loses.map(nameOf)) })}</span>}
        </p>
      ))}
      {rest.length > 0 && (
        <details className="xs">
          <summary>{word('log.details')}</summary>
          <dl dir="ltr">
            {rest.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
