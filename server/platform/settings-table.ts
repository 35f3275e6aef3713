import { databaseSettings } from './database-settings.ts'
import { directorySettings } from './directory-settings.ts'
import { mailSettings } from './mail-settings.ts'
import { securitySettings } from './security-settings.ts'
import { serverSettings } from './server-settings.ts'
import { type Setting, wholeNumber } from './setting-kinds.ts'
import { signInSettings } from './sign-in-settings.ts'

const ticketSettings = {
  REOPEN_DAYS: {
    schema: wholeNumber(0, 365),
    description: 'Days in which a customer message reopens a closed ticket',
    fallback: '7',
  },
  TRACKING_LINK_DAYS: {
    schema: wholeNumber(1, 3650),
    description: 'Days a tracking link works after closing',
    fallback: '30',
  },
} satisfies Record<string, Setting>

/** The settings as the help shows them: title and rows. */
export const settingGroups: readonly { title: string; settings: Record<string, Setting> }[] = [
  { title: 'Server', settings: serverSettings },
  { title: 'Database', settings: databaseSettings },
  { title: 'Security', settings: securitySettings },
  { title: 'Sign-in of staff', settings: signInSettings },
  { title: 'Directory', settings: directorySettings },
  { title: 'Mail', settings: mailSettings },
  { title: 'Tickets', settings: ticketSettings },
]

/** Every setting of the environment. What people configure in the product lives in the room `settings`. */
export const settingsTable = {
  ...serverSettings,
  ...databaseSettings,
  ...securitySettings,
  ...signInSettings,
  ...directorySettings,
  ...mailSettings,
  ...ticketSettings,
} satisfies Record<string, Setting>
