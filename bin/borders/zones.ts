/** The rooms and their levels: a room may use the doors of strictly lower ones. */
export const roomLevels: Readonly<Record<string, number>> = {
  access: 0,
  settings: 1,
  ...{ directory: 2, customers: 2, files: 2 },
  ...{ 'sign-in': 3, vehicles: 3 },
  ...{ sla: 4, routing: 4, conversations: 4 },
  tickets: 5,
  ...{ recalls: 6, bookings: 6, quotations: 6 },
  ...{ channels: 7, notifications: 7, webhooks: 7, knowledge: 7 },
  ...{ satisfaction: 7, reports: 7, audit: 7, privacy: 7 },
}

/** Where a file stands. `free` parts (tests, demo, tools) may import anything but tests. */
export type Zone =
  | { kind: 'room'; room: string; door: boolean }
  | { kind: 'part'; name: string }
  | { kind: 'free'; name: string }
  | { kind: 'unknown' }

/** What each part may import besides itself. Rooms have their own rule. */
export const partImports: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  texts: ['contract'],
  client: ['contract'],
  // Colours, sizes and fonts: decisions in CSS, for every page.
  look: [],
  platform: ['contract'],
  'web/ui': ['texts'],
  'web/shell': ['look', 'web/ui', 'contract', 'texts', 'client'],
  'web/staff': ['web/ui', 'web/shell', 'contract', 'texts', 'client'],
  'web/admin': ['web/ui', 'web/shell', 'contract', 'texts', 'client'],
  web: ['web/ui', 'web/shell', 'web/staff', 'web/admin', 'contract', 'texts', 'client'],
  forms: ['look', 'contract', 'texts', 'client'],
  portal: ['forms', 'contract', 'texts', 'client'],
  identity: [],
  sdk: ['contract'],
  'adapters/kit': [],
}

/** What a room may import besides itself and lower doors. */
export const roomImports: readonly string[] = ['platform', 'contract', 'texts']

/** npm packages that a part must not use, with the reason shown. */
export const forbiddenPackages: readonly { parts: readonly string[]; pattern: RegExp; reason: string }[] = [
  {
    parts: ['contract', 'texts', 'client', 'forms', 'portal'],
    pattern: /^zod(?!\/mini$)(\/|$)/,
    reason: 'use zod/mini: plain zod is too heavy for customer pages',
  },
  {
    parts: ['forms', 'portal'],
    pattern: /^(@mantine\/|react(-dom)?(\/|$))/,
    reason: 'customer pages are made of light parts',
  },
]

const freeFolders = new Set(['bin', 'demo', 'bench', 'e2e'])
const wholeFolders = new Set(['contract', 'texts', 'client', 'look', 'forms', 'portal', 'identity', 'sdk'])

/** Tells where a file stands, from its path below the repository. */
export function zoneOf(path: string): Zone {
  const [top = '', second = '', third = '', ...rest] = path.split('/')
  if (isTest(path)) return { kind: 'free', name: 'test' }
  if (second === '') return { kind: 'free', name: 'root' }
  if (freeFolders.has(top)) return { kind: 'free', name: top }
  if (wholeFolders.has(top)) return { kind: 'part', name: top }
  if (top === 'web') return webZone(second, third)
  if (top === 'adapters') return { kind: 'part', name: third === '' ? 'adapters' : `adapters/${second}` }
  if (top !== 'server') return { kind: 'unknown' }
  if (third === '') return { kind: 'part', name: 'composition' }
  if (second === 'platform') return { kind: 'part', name: 'platform' }
  if (second === 'test') return { kind: 'free', name: 'server/test' }
  if (second === 'migrations') return { kind: 'part', name: 'migrations' }
  if (second !== 'modules' || rest.length === 0) return { kind: 'unknown' }
  return { kind: 'room', room: third, door: rest.join('/') === 'index.ts' }
}

function webZone(second: string, third: string): Zone {
  if (third === '') return { kind: 'part', name: 'web' }
  return ['ui', 'shell', 'staff', 'admin'].includes(second)
    ? { kind: 'part', name: `web/${second}` }
    : { kind: 'unknown' }
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path)
