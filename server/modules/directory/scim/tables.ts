export type ScimUsersTable = {
  id: string
  person_id: string
  user_name: string
  user_name_key: string
  external_id: string | null
  active: boolean
  attributes: unknown
  created_at: Date
  changed_at: Date
  deleted_at: Date | null
}
export type ScimGroupsTable = {
  id: string
  display_name: string
  display_name_key: string
  external_id: string | null
  created_at: Date
  changed_at: Date
}
export type ScimTables = {
  scim_users: ScimUsersTable
  scim_groups: ScimGroupsTable
  scim_members: { group_id: string; user_id: string }
}
