import { useActionNames } from '../use-action-names.ts'
import { useWords } from '../use-words.ts'
import { ACTION_GROUPS, isForDistributor } from './action-groups.ts'
import { mayWith } from './role-edits.ts'
import { RoleName } from './role-name.tsx'
import type { RolesShown } from './role-table.tsx'

/** One role after the other, each opened by a tap: for a phone. */
export function RoleCards({ mapping, edits, onChange }: RolesShown) {
  const word = useWords()
  const nameOf = useActionNames()
  return (
    <div className="cards">
      {mapping.roles.map((role) => (
        <details className="card role-card" key={role.role}>
          <summary>
            <RoleName role={role} edits={edits} mapping={mapping} />
          </summary>
          {ACTION_GROUPS.map(({ group, actions }) => (
            <fieldset key={group}>
              <legend>{word(`roles.groups.${group}`)}</legend>
              {actions.map((action) => {
                const may = mayWith(role, edits, action)
                return (
                  <label key={action} data-edited={may === role.actions.includes(action) ? undefined : true}>
                    <input
                      type="checkbox"
                      checked={may}
                      onChange={(event) => onChange(role, action, event.currentTarget.checked)}
                    />
                    <span>
                      {nameOf(action)}
                      {isForDistributor(action) && <small>{word('roles.onlyDistributor')}</small>}
                    </span>
                  </label>
                )
              })}
            </fieldset>
          ))}
        </details>
      ))}
    </div>
  )
}
