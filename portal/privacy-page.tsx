/** @jsxImportSource preact */
import { usePage } from './page-context.ts'
import { usePageTitle } from './page-title.ts'

const PARTS = ['why', 'who', 'link', 'own', 'device', 'position'] as const

export function PrivacyPage() {
  const { say } = usePage().speech
  usePageTitle(say('privacy.title'))
  return (
    <div class="column">
      <h1 class="p-h1" tabIndex={-1}>
        {say('privacy.title')}
      </h1>
      {PARTS.map((part) => (
        <section key={part} class="part">
          <h2>{say(`privacy.${part}`)}</h2>
          <p>{say(`privacy.${part}-text`)}</p>
        </section>
      ))}
    </div>
  )
}
