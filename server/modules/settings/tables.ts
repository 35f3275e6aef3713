export type SettingsTable = {
  name: string
  value: unknown
  version: number
  changed_at: Date
  changed_by: string | null
}
export type SettingsTables = { settings: SettingsTable }
