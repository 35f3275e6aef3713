import { Menu } from '@mantine/core'
import { STAFF_LANGUAGES } from '../../texts/staff.ts'
import { chooseAndKeepLanguage, languageName } from '../shell/language.ts'
import { useLook } from '../shell/look.ts'
import { useSession } from '../shell/session.tsx'
import { signOut } from '../shell/sign-out.ts'
import { useTexts } from '../shell/use-texts.ts'
import { Icon } from '../ui/icon.tsx'
import { initialsOf } from './initials.ts'

const LOOKS = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['auto', 'gear'],
] as const

/** Who I am, and what is mine to choose: language, look, leaving. */
export function MeMenu({ onKeys, onDevices }: { onKeys: () => void; onDevices: () => void }) {
  const { user, can } = useSession()
  const administers = can.manageDirectory || can.manageSettings || can.manageClients || can.viewAudit
  const { t, language } = useTexts()
  const look = useLook()
  return (
    <Menu position="top-start" width={224}>
      <Menu.Target>
        <button type="button" className="me" title={t('nav.settings')}>
          <span className="ava" aria-hidden="true">
            {initialsOf(user.name)}
          </span>
          <span className="grow">
            <b className="trunc">{user.name}</b>
            <small className="trunc">{user.roleNames.join(', ')}</small>
          </span>
          <Icon name="gear" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('language')}</Menu.Label>
        {STAFF_LANGUAGES.map((tag) => (
          <Menu.Item
            key={tag}
            lang={tag}
            leftSection={<Icon name={tag === language ? 'check' : 'globe'} />}
            aria-current={tag === language}
            onClick={() => chooseAndKeepLanguage(tag)}
          >
            {languageName(tag)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('look.label')}</Menu.Label>
        {LOOKS.map(([key, icon]) => (
          <Menu.Item
            key={key}
            leftSection={<Icon name={key === look.chosen ? 'check' : icon} />}
            aria-current={key === look.chosen}
            onClick={() => look.choose(key)}
          >
            {t(`look.${key}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {administers && (
          <Menu.Item component="a" href="/admin" leftSection={<Icon name="gear" />}>
            {t('administration')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Icon name="key" />}
          rightSection={<span className="kbd">?</span>}
          onClick={onKeys}
        >
          {t('nav.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="lock" />} onClick={onDevices}>
          {t('devices.menu')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="exit" flip />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
