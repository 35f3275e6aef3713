/** @jsxImportSource preact */
import type { Speech } from '../forms/parts/speech.ts'
import type { PortalTextKey } from '../texts/portal.ts'

type Props = {
  speech: Speech<PortalTextKey>
  text: PortalTextKey
  name: string
  value: string
  code?: boolean
}

/** A sentence with one value in it that may read in the other direction; or without, where it names none. */
export function Sentence({ speech, text, name, value, code = false }: Props) {
  const [before, after] = speech.say(text, { [name]: '\u0000' }).split('\u0000')
  if (after === undefined) return <>{before}</>
  return (
    <>
      {before}
      <bdi class={code ? 'code' : undefined}>{value}</bdi>
      {after}
    </>
  )
}
