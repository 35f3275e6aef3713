import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBorders } from './check-borders.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'borders-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function plant(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkBorders(root).problems
}

/** A small house that keeps every rule. */
const house = {
  'contract/ticket.ts': `import * as z from 'zod/mini'\nexport const ticket = z.object({})\n`,
  'texts/words.ts': `import type { ticket } from '../contract/ticket.ts'\nexport type Words = typeof ticket\n`,
  'server/platform/clock.ts': `import { ticket } from '../../contract/ticket.ts'\nexport const clock = ticket\n`,
  'server/modules/access/index.ts': `export { may } from './may.ts'\n`,
  'server/modules/access/may.ts': `import { z } from 'zod'\nexport const may = z\n`,
  'server/modules/routing/index.ts': `export const route = 1\n`,
  'server/modules/sla/index.ts': `export const start = 1\n`,
  'server/modules/tickets/index.ts': `export { openTicket } from './open-ticket.ts'\n`,
  'server/modules/tickets/open-ticket.ts': `
    import { may } from '../access/index.ts'
    import { route } from '../routing/index.ts'
    import { clock } from '../../platform/clock.ts'
    import '../../../texts/words.ts'
    export const openTicket = [may, route, clock]`,
  'server/modules/tickets/open-ticket.test.ts': `import '../../test/world.ts'\nimport '../routing/index.ts'\n`,
  'server/test/world.ts': `import '../modules/tickets/open-ticket.ts'\n`,
  'server/app.ts': `import { openTicket } from './modules/tickets/index.ts'\nexport const app = openTicket\n`,
  'bin/serve.ts': `import '../server/app.ts'\nconst load = await import('../demo/load.ts')\nexport { load }\n`,
  'demo/load.ts': `import '../server/modules/tickets/open-ticket.ts'\n`,
  'web/ui/button.tsx': `import { Button } from '@mantine/core'\nexport const ui = <Button />\n`,
  'web/staff/list.tsx': `import { ui } from '../ui/button.tsx'\nimport '../../contract/ticket.ts'\nexport { ui }\n`,
  'forms/booking.ts': `import '../contract/ticket.ts'\nimport 'preact'\n`,
  'portal/page.ts': `import '../forms/booking.ts'\n`,
  'adapters/kit/send.ts': `export const send = 1\n`,
  'adapters/telegram/index.ts': `import '../kit/send.ts'\n`,
}

describe('checkBorders', () => {
  it('passes a clean house', () => {
    expect(plant(house)).toEqual([])
    expect(checkBorders(root)).toMatchObject({ modules: Object.keys(house).length, imports: 24 })
  })

  it('fails when it reads nothing', () => {
    expect(plant({})).toEqual(['no modules were read: this check has checked nothing'])
    expect(plant({ 'bin/lone.ts': 'export {}\n' })).toEqual([
      'no imports were read: this check has checked nothing',
    ])
  })

  const bites: [string, string, string, string][] = [
    ['a sideways import', 'server/modules/sla/a.ts', `import '../routing/index.ts'`, 'never sideways'],
    ['an upward import', 'server/modules/routing/a.ts', `import '../tickets/index.ts'`, 'never up'],
    [
      'an upward type import',
      'server/modules/routing/a.ts',
      `import type {} from '../tickets/index.ts'`,
      'never up',
    ],
    [
      'an upward import() type',
      'server/modules/routing/a.ts',
      `export type T = import('../tickets/index.ts').X`,
      'never up',
    ],
    [
      'an upward dynamic import',
      'server/modules/routing/a.ts',
      `await import('../tickets/index.ts')`,
      'never up',
    ],
    ['one in a template', 'server/modules/routing/a.ts', 'await import(`../tickets/index.ts`)', 'never up'],
    ['an upward re-export', 'server/modules/routing/a.ts', `export * from '../tickets/index.ts'`, 'never up'],
    [
      'an upward named re-export',
      'server/modules/sla/a.ts',
      `export { openTicket } from '../tickets/index.ts'`,
      'never up',
    ],
    ['a computed path', 'server/modules/routing/a.ts', `await import(process.argv[2])`, 'computed path'],
    [
      'an inner file instead of the door',
      'server/modules/tickets/a.ts',
      `import '../access/may.ts'`,
      'use the door',
    ],
    ['a plain zod in contract', 'contract/a.ts', `import { z } from 'zod'`, 'use zod/mini'],
    ['a plain zod type in contract', 'contract/a.ts', `import type { z } from 'zod/v4'`, 'use zod/mini'],
    ['a plain zod in a form', 'forms/a.ts', `import { z } from 'zod'`, 'use zod/mini'],
    ['Mantine on the portal', 'portal/a.ts', `import '@mantine/core'`, 'light parts'],
    ['the server in contract', 'contract/a.ts', `import '../server/platform/clock.ts'`, 'nothing of ours'],
    [
      'a room in platform',
      'server/platform/a.ts',
      `import '../modules/access/index.ts'`,
      'must not import a room',
    ],
    [
      'texts in platform',
      'server/platform/a.ts',
      `import '../../texts/words.ts'`,
      'platform imports contract',
    ],
    [
      'the demo in a room',
      'server/modules/sla/a.ts',
      `import '../../../demo/load.ts'`,
      'what ships must not',
    ],
    ['the demo at the composition page', 'server/main.ts', `import '../demo/load.ts'`, 'what ships must not'],
    [
      'the test world in platform',
      'server/platform/a.ts',
      `import '../test/world.ts'`,
      'what ships must not',
    ],
    [
      'a test that is imported',
      'bin/a.ts',
      `import '../server/modules/tickets/open-ticket.test.ts'`,
      'never imported',
    ],
    ['staff pages in admin', 'web/admin/a.ts', `import '../staff/list.tsx'`, 'not web/staff'],
    ['the domain in the kit', 'web/ui/a.ts', `import '../../contract/ticket.ts'`, 'web/ui imports texts'],
    ['staff pages in the portal', 'portal/a.ts', `import '../web/staff/list.tsx'`, 'not web/staff'],
    ['our contract in identity', 'identity/a.ts', `import '../contract/ticket.ts'`, 'nothing of ours'],
    ['one adapter in another', 'adapters/viber/a.ts', `import '../telegram/index.ts'`, 'adapters/kit'],
    [
      'a room in an adapter',
      'adapters/viber/a.ts',
      `import '../../server/modules/access/index.ts'`,
      'a room',
    ],
    ['a room without a level', 'server/modules/kitchen/a.ts', `import '../access/index.ts'`, 'has no level'],
    ['a folder without a place', 'attic/a.ts', `import '../contract/ticket.ts'`, 'no known part'],
    ['a file that is not there', 'bin/a.ts', `import './b.ts'`, 'is not there'],
    [
      'an empty name',
      'server/modules/sla/date-utils.ts',
      `import '../access/index.ts'`,
      '"utils" says nothing',
    ],
    [
      'an empty folder name',
      'server/modules/sla/common/a.ts',
      `import '../index.ts'`,
      '"common" says nothing',
    ],
    ['a file that does not parse', 'bin/a.ts', `import from from from`, 'cannot be read'],
  ]
  it.each(bites)('bites on %s', (_, path, text, message) => {
    const problems = plant({ ...house, [path]: `${text}\n` })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(path)
    expect(problems[0]).toContain(message)
  })

  it('bites on a circle, also of types only', () => {
    const problems = plant({
      ...house,
      'server/modules/sla/a.ts': `import { b } from './b.ts'\nexport const a = b\n`,
      'server/modules/sla/b.ts': `import { c } from './c.ts'\nexport const b = c\n`,
      'server/modules/sla/c.ts': `import type { a } from './a.ts'\nexport const c: typeof a = 1\n`,
    })
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `server/modules/sla/${name}.ts`)
    expect(problems).toEqual([`imports go in a circle: ${a} -> ${b} -> ${c} -> ${a}`])
  })

  it('bites on a long file, later on a long test', () => {
    const lines = (count: number) => `import '../server/app.ts'\n${'//\n'.repeat(count - 1)}`
    expect(plant({ ...house, 'bin/a.ts': lines(300), 'bin/a.test.ts': lines(500) })).toEqual([])
    expect(plant({ 'bin/a.ts': lines(301), 'bin/a.test.ts': lines(501) })).toEqual([
      'bin/a.test.ts: has 501 lines, more than 500',
      'bin/a.ts: has 301 lines, more than 300',
    ])
  })
})
