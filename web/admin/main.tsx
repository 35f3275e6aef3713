import './admin.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { adminResources } from '../../texts/admin.ts'
import { i18n, startLanguages } from '../shell/language.ts'
import { SessionGate } from '../shell/session.tsx'
import { Shell } from '../shell/shell.tsx'
import { AdminFrame } from './admin-frame.tsx'

// A page that is older than the server asks for parts that are gone: the new page has them, and drafts are kept.
window.addEventListener('vite:preloadError', () => location.reload())

startLanguages()
for (const [language, words] of Object.entries(adminResources))
  i18n.addResourceBundle(language, 'admin', words)
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root')
createRoot(root).render(
  <StrictMode>
    <Shell>
      <SessionGate>
        <AdminFrame />
      </SessionGate>
    </Shell>
  </StrictMode>,
)
