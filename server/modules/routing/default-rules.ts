import type { Rule } from './rule.ts'

/** The rules every distributor starts with, in the order in which they are tried. */
export const DEFAULT_RULES: readonly Rule[] = [
  {
    key: 'ssc-to-recall-team',
    when: { types: ['ssc-inquiry'] },
    to: { kind: 'distributor-team', tag: 'ssc-inquiry' },
  },
  {
    key: 'complaint-to-customer-care',
    when: { types: ['general-inquiry'], topics: ['complaint'] },
    to: { kind: 'distributor-team', tag: 'customer-care' },
    priority: 'high',
  },
  { key: 'requested-branch', when: {}, to: { kind: 'requested-branch' } },
  {
    key: 'only-branch-in-city',
    when: { types: ['vehicle-quotation', 'service-booking', 'test-drive'] },
    to: { kind: 'only-branch-in-city' },
  },
]
