import { admin as ar } from './ar/admin.ts'
import { admin as en } from './en/admin.ts'

export type { AdminKey } from './en/admin.ts'

/** Catalogues of the administration pages, for the same readers as those of staff. */
export const adminResources = { en, ar }
