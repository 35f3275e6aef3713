import { localStorageColorSchemeManager, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useLayoutEffect } from 'react'

export const lookManager = localStorageColorSchemeManager({ key: 'ic_look' })

/** Light or dark, as chosen or as the system; the tokens read it from `data-theme`. */
export function useLook() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false })
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = shown
  }, [shown])
  return { chosen: colorScheme, shown, choose: setColorScheme }
}
