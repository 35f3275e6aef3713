import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const server = join(import.meta.dirname, '..', '..')

/** Files of the server, tests aside, in which this stands. */
function filesWith(words: RegExp): string[] {
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('test/'))
    .filter((path) => words.test(readFileSync(join(server, path), 'utf8')))
    .sort()
}

describe('the door past the row-level policies', () => {
  it('is opened only for a ticket that was locked while it was seen, just made, or acted on before', () => {
    expect(filesWith(/\badmit(ting)?\(/)).toEqual([
      'modules/access/admit.ts',
      'modules/tickets/create-ticket.ts',
      'modules/tickets/ticket-queries.ts',
    ])
  })

  it('has no side doors: settings of the act are written in two places', () => {
    const places = ['modules/access/admit.ts', 'platform/enter-act.ts']
    expect(filesWith(/set_config\(\s*(?!'lock_timeout')/)).toEqual(places)
    expect(filesWith(/\benter_act\(/)).toEqual(['platform/enter-act.ts'])
    expect(filesWith(/set\s+(local\s+|session\s+)?["']?interchange\./i)).toEqual([])
  })
})
