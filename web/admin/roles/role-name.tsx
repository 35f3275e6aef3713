import type { RoleMapping } from '../../../contract/settings.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { useWords } from '../use-words.ts'
import { mayWith, type RoleEdits } from './role-edits.ts'

type RoleNameProps = { role: RoleMapping['roles'][number]; edits: RoleEdits; mapping: RoleMapping }

/** A role by its name, how many have it, and what is unusual about it. */
export function RoleName({ role, edits, mapping }: RoleNameProps) {
  const { number } = useTexts()
  const word = useWords()
  const differs = mapping.actions.some(
    (action) => mayWith(role, edits, action) !== role.byDefault.includes(action),
  )
  return (
    <span className="role-name">
      <bdi>{role.name}</bdi>
      <small className="num">
        {role.users === 0 ? word('roles.nobody') : word('roles.people', { number: number(role.users) })}
      </small>
      {!role.isDefault && (
        <small className="tag warn">
          <Icon name="alert" size="sm" />
          {word('roles.unknown')}
        </small>
      )}
      {role.isDefault && differs && <small className="tag">{word('roles.own')}</small>}
    </span>
  )
}
