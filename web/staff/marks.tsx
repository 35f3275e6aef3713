import { fullName, type Holder } from './holder.ts'
import { discOf, HolderIcon, StatusIcon } from './ticket-icons.tsx'

type Status = { key: string; name: string; category: string }

/** What is happening: disc and word, the same everywhere. */
export function StatusMark({ status, pill }: { status: Status; pill?: boolean }) {
  const disc = discOf(status)
  return (
    <span className={pill ? 'st pill' : 'st'} data-status={disc}>
      <StatusIcon disc={disc} />
      <span className="trunc">{status.name}</span>
    </span>
  )
}

type HolderMarkProps = { holder: Holder; full?: boolean; ownCompany?: string }

/** Who holds it: the drawing carries the colour, the name stays ink. */
export function HolderMark({ holder, full, ownCompany }: HolderMarkProps) {
  return (
    <span className="as" data-holder={holder.kind} title={fullName(holder)}>
      <HolderIcon kind={holder.kind} />
      <span className="as-name">
        {full ? <b>{fullName(holder)}</b> : holder.company === ownCompany ? holder.name : fullName(holder)}
      </span>
    </span>
  )
}
