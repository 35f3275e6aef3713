import { useTranslation } from 'react-i18next'
import type { AdminKey } from '../../texts/admin.ts'

export type Word = (key: AdminKey, values?: Record<string, string | number>) => string

/** Words of these pages; dates, numbers and the shell's own words come from `useTexts`. */
export const useWords = () => useTranslation('admin').t as unknown as Word

/** Names of the contract have points, which the catalogues read as steps. */
export const asKey = <Name extends string>(name: Name) => name.replaceAll('.', '-') as Dashed<Name>
type Dashed<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? `${Head}-${Dashed<Rest>}`
  : Name
