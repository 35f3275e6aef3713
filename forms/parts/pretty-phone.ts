import { useEffect, useState } from 'preact/hooks'

/** A number with the spaces of its country. The metadata is heavy, so it comes only now, and only for looks. */
export function usePrettyPhone(number: string | null): string | null {
  const [pretty, setPretty] = useState<{ of: string; text: string } | null>(null)
  useEffect(() => {
    // A masked number is shown as it is.
    if (!number || !/^\+\d+$/.test(number)) return
    let wanted = true
    import('libphonenumber-js/min')
      .then(({ parsePhoneNumber }) => {
        if (wanted) setPretty({ of: number, text: parsePhoneNumber(number).formatInternational() })
      })
      .catch(() => {})
    return () => {
      wanted = false
    }
  }, [number])
  return pretty && pretty.of === number ? pretty.text : number
}
