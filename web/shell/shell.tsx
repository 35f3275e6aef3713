import '@mantine/core/styles.layer.css'
import '../../look/fonts.css'
import '../../look/tokens.css'
import '../ui/kit.css'
import '../ui/mantine.css'
import './shell.css'
import { DirectionContext, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { directionOf, type Language } from '../../contract/languages.ts'
import { theme, tokenVariables } from '../ui/theme.ts'
import { Announcer } from './announcer.tsx'
import { queryClient } from './api.ts'
import { i18n } from './language.ts'
import { lookManager, useLook } from './look.ts'
import { styleNonce } from './style-nonce.ts'

/** Everything a page of ours stands on: look, direction, words, data. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <WithDirection>
          <MantineProvider
            theme={theme}
            cssVariablesResolver={tokenVariables}
            colorSchemeManager={lookManager}
            defaultColorScheme="auto"
            getStyleNonce={() => styleNonce}
          >
            <Look />
            <Announcer>{children}</Announcer>
          </MantineProvider>
        </WithDirection>
      </QueryClientProvider>
    </I18nextProvider>
  )
}

function Look() {
  useLook()
  return null
}

// The page's direction is the language's: the component library is told, and never decides.
function WithDirection({ children }: { children: ReactNode }) {
  const language = useTranslation().i18n.language as Language
  const value = useMemo(
    () => ({ dir: directionOf(language), toggleDirection: () => {}, setDirection: () => {} }),
    [language],
  )
  return <DirectionContext.Provider value={value}>{children}</DirectionContext.Provider>
}
