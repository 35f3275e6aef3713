import { useEffect } from 'preact/hooks'
import { usePage } from './page-context.ts'

/** The title of the window: the page, then whose it is. */
export function usePageTitle(title: string) {
  const { brand } = usePage()
  useEffect(() => {
    document.title = brand ? `${title} · ${brand}` : title
  }, [title, brand])
}
