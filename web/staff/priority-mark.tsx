import type { Priority } from '../../contract/tickets.ts'
import { useTexts } from '../shell/use-texts.ts'
import { Icon, type IconName } from '../ui/icon.tsx'

export const PRIORITY_ICONS: Record<Priority, IconName> = {
  low: 'down',
  normal: 'normal',
  high: 'up',
  urgent: 'alert',
}

/** How much it presses; in a list only what is not normal is said. */
export function PriorityMark({ priority, rare }: { priority: Priority | undefined; rare?: boolean }) {
  const { t } = useTexts()
  if (!priority || (rare && (priority === 'normal' || priority === 'low'))) return null
  return (
    <span className="priority" data-priority={priority} title={t(`ticket.priorities.${priority}`)}>
      <Icon name={PRIORITY_ICONS[priority]} size="sm" />
      <span className={rare ? 'sr' : undefined}>{t(`ticket.priorities.${priority}`)}</span>
    </span>
  )
}
