import { useTexts } from '../../shell/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Said, type Saying } from '../../ui/said.tsx'
import { useActionNames } from '../use-action-names.ts'
import { useWords } from '../use-words.ts'
import type { RoleChange } from './role-edits.ts'

type UnsavedRolesProps = {
  changes: RoleChange[]
  saying: Saying | null
  busy: boolean
  onSave: () => void
  onDrop: () => void
}

/** What would be saved, role by role in words; it stays in sight below the matrix. */
export function UnsavedRoles({ changes, saying, busy, onSave, onDrop }: UnsavedRolesProps) {
  const { list } = useTexts()
  const word = useWords()
  const nameOf = useActionNames()
  if (changes.length === 0) return <Said saying={saying} />
  return (
    <section className="card unsaved" aria-label={word('roles.changes')}>
      <div className="in">
        <Said saying={saying} />
        <b>{word('roles.changes')}</b>
        <ul>
          {changes.map(({ role, name, gains, loses }) => (
            <li key={role}>
              <bdi className="strong">{name}</bdi>
              {gains.length > 0 && <span> · {word('roles.gains', { what: list(gains.map(nameOf)) })}</span>}
              {loses.length > 0 && <span> · {word('roles.loses', { what: list(loses.map(nameOf)) })}</span>}
            </li>
          ))}
        </ul>
        <div className="row wrap">
          <Button kind="primary" busy={busy} disabled={busy} onClick={onSave}>
            {word('roles.save')}
          </Button>
          <Button disabled={busy} onClick={onDrop}>
            {word('roles.drop')}
          </Button>
        </div>
      </div>
    </section>
  )
}
