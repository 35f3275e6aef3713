import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguages } from '../shell/language.ts'
import { SessionGate } from '../shell/session.tsx'
import { Shell } from '../shell/shell.tsx'
import { router } from './router.tsx'

// A page that is older than the server asks for parts that are gone: the new page has them, and drafts are kept.
window.addEventListener('vite:preloadError', () => location.reload())

startLanguages()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root')
createRoot(root).render(
  <StrictMode>
    <Shell>
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
    </Shell>
  </StrictMode>,
)
