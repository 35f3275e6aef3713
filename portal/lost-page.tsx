/** @jsxImportSource preact */
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { usePageTitle } from './page-title.ts'

export function LostPage() {
  const { say } = usePage().speech
  usePageTitle(say('lost.title'))
  return (
    <div class="column">
      <h1 class="p-h1" tabIndex={-1}>
        {say('lost.title')}
      </h1>
      <p class="p-sub">{say('lost.text')}</p>
      <p class="p-act">
        <PageLink to="/" class="p-btn">
          {say('head.home')}
        </PageLink>
      </p>
    </div>
  )
}
