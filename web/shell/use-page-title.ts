import { useEffect } from 'react'
import { useTexts } from './use-texts.ts'

/** The name of the page in the browser's tab, the most telling part first. */
export function usePageTitle(title: string | null): void {
  const { t } = useTexts()
  useEffect(() => {
    if (title) document.title = `${title} · ${t('product')}`
  }, [title, t])
}
