import type { Setting } from './setting-kinds.ts'
import { settingGroups } from './settings-table.ts'

const fallbackOf = ({ fallback, fallbackText }: Setting) => fallbackText ?? fallback ?? ''

/** All settings as text, by group, for `npm start -- --help`. */
export function describeSettings(): string {
  const names = settingGroups.flatMap(({ settings }) => Object.keys(settings))
  const width = Math.max(...names.map((name) => name.length)) + 1
  const groups = settingGroups.map(({ title, settings }) => {
    const lines = Object.entries(settings).map(([name, setting]) => {
      const what = `  ${name.padEnd(width)}${setting.description}${setting.secret ? ' *' : ''}`
      return `${what}\n${' '.repeat(width + 2)}default: ${fallbackOf(setting)}`
    })
    return `${title}\n${lines.join('\n')}`
  })
  return `${groups.join('\n\n')}\n\n  * a secret: may also be read from a file named in NAME_FILE`
}

/** The same as a page, which stands in docs/operations/settings.md. */
export function settingsPage(): string {
  const groups = settingGroups.map(({ title, settings }) => {
    const rows = Object.entries(settings).map(([name, setting]) => {
      const cells = [`\`${name}\`${setting.secret ? ' \\*' : ''}`, setting.description, fallbackOf(setting)]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`
    })
    return [`## ${title}`, '', '| setting | what | default |', '| --- | --- | --- |', ...rows].join('\n')
  })
  return `${PAGE_TOP}\n${groups.join('\n\n')}\n`
}

const PAGE_TOP = `# Settings

Environment variables, as \`npm start -- --help\` lists them. Those marked \\* are secrets: they are never printed, and may be read
from a file named in \`NAME_FILE\`. What people set in the product itself is not here.

Written from the tables in \`server/platform/*-settings.ts\`: after a change,
\`npm test server/platform/describe-settings -- -u\`.
`
