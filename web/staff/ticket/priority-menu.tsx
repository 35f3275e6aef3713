import { Menu } from '@mantine/core'
import { PRIORITIES, type Priority } from '../../../contract/tickets.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { PRIORITY_ICONS, PriorityMark } from '../priority-mark.tsx'
import { useTicketRoom } from './ticket-room.tsx'
import { useEdit } from './use-edit.ts'

export function PriorityMenu() {
  const { t } = useTexts()
  const { ticket } = useTicketRoom()
  const edit = useEdit()
  const { priority } = ticket
  if (!priority) return null
  if (!ticket.can.edit) {
    return (
      <span className="fact">
        <PriorityMark priority={priority} />
      </span>
    )
  }
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <button
          type="button"
          className="fact"
          aria-label={`${t('ticket.priority')}: ${t(`ticket.priorities.${priority}`)}`}
        >
          <PriorityMark priority={priority} />
          <Icon name="chevd" size="sm" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...PRIORITIES].reverse().map((one: Priority) => (
          <Menu.Item
            key={one}
            aria-current={one === priority}
            leftSection={
              <span className="priority" data-priority={one}>
                <Icon name={PRIORITY_ICONS[one]} />
              </span>
            }
            rightSection={one === priority ? <Icon name="check" size="sm" /> : null}
            onClick={() => one !== priority && void edit({ priority: one })}
          >
            {t(`ticket.priorities.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
