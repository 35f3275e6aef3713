import { useTranslation } from 'react-i18next'
import type { AdminKey } from '../../texts/admin.ts'

export type Word = (key: AdminKey, values?: Record<string, string | number>) => string

/** Words of these pages; dates, numbers and the shell's own words come from `useTexts`. */
export const useWords = () => useTranslation('admin').t as unknown as Word
