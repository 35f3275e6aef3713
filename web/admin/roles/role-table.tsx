import { Fragment } from 'react'
import type { Action } from '../../../contract/actions.ts'
import type { RoleMapping } from '../../../contract/settings.ts'
import { useActionNames } from '../use-action-names.ts'
import { useWords } from '../use-words.ts'
import { ACTION_GROUPS, isForDistributor } from './action-groups.ts'
import { mayWith, type RoleEdits } from './role-edits.ts'
import { RoleName } from './role-name.tsx'

export type RolesShown = {
  mapping: RoleMapping
  edits: RoleEdits
  onChange: (role: RoleMapping['roles'][number], action: Action, may: boolean) => void
}

/** Actions down, roles across: for a desk. */
export function RoleTable({ mapping, edits, onChange }: RolesShown) {
  const word = useWords()
  const nameOf = useActionNames()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="card scroll" tabIndex={0} aria-label={word('nav.roles')}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col" className="matrix-corner">
              {word('roles.action')}
            </th>
            {mapping.roles.map((role) => (
              <th scope="col" key={role.role}>
                <RoleName role={role} edits={edits} mapping={mapping} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ACTION_GROUPS.map(({ group, actions }) => (
            <Fragment key={group}>
              <tr className="matrix-group">
                <th scope="rowgroup" colSpan={mapping.roles.length + 1}>
                  <span>{word(`roles.groups.${group}`)}</span>
                </th>
              </tr>
              {actions.map((action) => (
                <tr key={action}>
                  <th scope="row">
                    {nameOf(action)}
                    {isForDistributor(action) && <small>{word('roles.onlyDistributor')}</small>}
                  </th>
                  {mapping.roles.map((role) => {
                    const may = mayWith(role, edits, action)
                    return (
                      <td
                        key={role.role}
                        data-edited={may === role.actions.includes(action) ? undefined : true}
                      >
                        <label>
                          <input
                            type="checkbox"
                            checked={may}
                            aria-label={`${role.name}: ${nameOf(action)}`}
                            onChange={(event) => onChange(role, action, event.currentTarget.checked)}
                          />
                        </label>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}
