import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ScopeRow } from '../../../contract/actor.ts'

/** Who holds a thing: what every scope row is held against. */
export type Holder = {
  companyId: string | null
  branchId: string | null
  teamId: string | null
  assigneeId: string | null
  brandId: string | null
}

/**
 * The may-see relation (domain.md, "Who sees what"): a scope row of this kind sees a thing whose holder column equals
 * the row's unit. `network` sees all; the unit of `own` is the user. Everything below is read off this table.
 */
const RELATION = {
  company: 'companyId',
  branch: 'branchId',
  team: 'teamId',
  own: 'assigneeId',
} as const satisfies Record<Exclude<ScopeRow['kind'], 'network'>, keyof Holder>

const KINDS = Object.keys(RELATION) as (keyof typeof RELATION)[]

/** A user's own rows carry no unit in the feed; it is the user. */
export function unitOf(scope: ScopeRow, userId: string): string | null {
  return scope.kind === 'own' ? userId : scope.unitId
}

/** In memory: does one of these scope rows see a thing held so? */
export function covers(scopes: readonly ScopeRow[], userId: string, holder: Holder): boolean {
  return scopes.some((scope) => {
    if (scope.brandId !== null && scope.brandId !== holder.brandId) return false
    if (scope.kind === 'network') return true
    const unit = unitOf(scope, userId)
    return unit !== null && holder[RELATION[scope.kind]] === unit
  })
}

export type HolderColumns = Record<keyof Holder, Expression<unknown>>

/**
 * Rows for an actor: one predicate per scope row, each answered by one index on its holder column. A caller merges
 * them as a union of ordered scans (or with OR where a single row is fetched by id). No rows: nothing is seen.
 */
export function predicatesOf(
  scopes: readonly ScopeRow[],
  userId: string,
  columns: HolderColumns,
): RawBuilder<SqlBool>[] {
  return scopes.flatMap((scope) => {
    const unit = unitOf(scope, userId)
    const brand =
      scope.brandId === null ? sql<SqlBool>`true` : sql<SqlBool>`${columns.brandId} = ${scope.brandId}`
    if (scope.kind === 'network') return [brand]
    if (unit === null) return []
    const held = sql<SqlBool>`${columns[RELATION[scope.kind]]} = ${unit}`
    return [scope.brandId === null ? held : sql<SqlBool>`(${held} and ${brand})`]
  })
}

/**
 * The same within the database, for policies and for functions that pass them by: true where a scope row of the present
 * actor sees a thing held so. It compares with the settings that `enter_act` (migration 0018) makes of the scope rows,
 * each in a sub-select, so that a query reads it once. Without settings it is not true. A filter only: a query still
 * starts with `predicatesOf`, which leads to an index.
 */
export function presentActorSees(columns: HolderColumns): RawBuilder<SqlBool> {
  const whole = KINDS.map(
    (kind) => sql`${columns[RELATION[kind]]} = any (${settingOf(`${kind}_units`, 'text[]')}::text[])`,
  )
  // Rows with a brand are few: per brand a list of `kind:unit`, and `network`.
  const keys = KINDS.map((kind) => sql`${sql.lit(`${kind}:`)} || ${columns[RELATION[kind]]}`)
  const ofBrand = sql`${settingOf('brand_units', 'jsonb')} -> ${columns.brandId}
    ?| array[${sql.join([sql`'network'`, ...keys])}]`
  return sql<SqlBool>`(${sql.join(
    [sql`${settingOf('network')} = 'on'`, ...whole, ofBrand],
    sql`
    or `,
  )})`
}

/** A setting of the present act, as the database reads it: null where it is not set. */
export function settingOf(name: string, type = 'text'): RawBuilder<unknown> {
  const text = `nullif(current_setting('interchange.${name}', true), '')`
  return sql.raw(`(select ${type === 'text' ? text : `${text}::${type}`})`)
}

/** Users for a row: the predicate on `scope_rows` that finds everyone who sees a thing held so. */
export function seersOf(holder: Holder): RawBuilder<SqlBool> {
  const alternatives = KINDS.flatMap((kind) => {
    const unit = holder[RELATION[kind]]
    if (unit === null) return []
    return kind === 'own'
      ? [sql<SqlBool>`(kind = 'own' and user_id = ${unit})`]
      : [sql<SqlBool>`(kind = ${kind} and unit_id = ${unit})`]
  })
  const held = sql.join([sql<SqlBool>`kind = 'network'`, ...alternatives], sql` or `)
  const brand =
    holder.brandId === null
      ? sql<SqlBool>`brand_id is null`
      : sql<SqlBool>`(brand_id is null or brand_id = ${holder.brandId})`
  return sql<SqlBool>`(${held}) and ${brand}`
}
