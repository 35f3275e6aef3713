import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeSettings, settingsPage } from './describe-settings.ts'
import { settingGroups, settingsTable } from './settings-table.ts'

const page = join(import.meta.dirname, '..', '..', 'docs', 'operations', 'settings.md')

it('shows every setting once in the help, with its default and whether it is a secret', () => {
  const help = describeSettings()
  for (const [name, setting] of Object.entries(settingsTable)) {
    const lines = help.split('\n').filter((line) => line.startsWith(`  ${name} `))
    expect(lines, name).toHaveLength(1)
    expect(lines[0]?.endsWith(' *'), name).toBe('secret' in setting && setting.secret)
  }
  expect(help.match(/^ +default: \S/gm)).toHaveLength(Object.keys(settingsTable).length)
  for (const { title } of settingGroups) expect(help).toContain(`${title}\n  `)
})

it('shows the same in docs/operations/settings.md', async () => {
  await expect(settingsPage()).toMatchFileSnapshot(page)
})
