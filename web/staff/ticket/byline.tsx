import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'

/** Who wrote to us, how, and when. */
export function Byline({ name, at, lead }: { name: string; at: string; lead: string }) {
  const { moment, comma } = useTexts()
  return (
    <p className="by">
      <b>
        <bdi>{name}</bdi>
      </b>
      <Icon name="chat" size="sm" />
      <span>
        {lead}
        {comma}
        <bdi>{moment(at)}</bdi>
      </span>
    </p>
  )
}
