import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { HolderIcon } from '../ticket-icons.tsx'
import type { Option } from './targets.ts'

type OptionLineProps = { option: Option; id: string; active: boolean; onChoose: () => void }

/** A place or person: its name, and why it fits or not. */
export function OptionLine({ option, id, active, onChoose }: OptionLineProps) {
  const { t } = useTexts()
  const { kind, name, place, target, holdsNow } = option
  const off = target.whyNot !== null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field (aria-activedescendant)
    <div
      className={off ? 'opt off' : kind === 'unassigned' ? 'opt apart' : 'opt'}
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={off || undefined}
      onClick={onChoose}
    >
      <span className="as tile" data-holder={kind}>
        <HolderIcon kind={kind} />
      </span>
      <div>
        <p className="nm">
          <bdi className="trunc">{name}</bdi>
          {holdsNow && <span className="tag">{t('assign.holdsNow')}</span>}
        </p>
        <p className="rs">
          {place && (
            <span>
              <Icon name="info" size="sm" />
              <bdi>{place}</bdi>
            </span>
          )}
          {target.reasons
            .filter(({ code }) => code !== 'holds')
            .map(({ code, fits, text }) => (
              <span key={code + text} className={fits ? 'ok' : 'no'}>
                <Icon name={fits ? 'check' : 'x'} size="sm" />
                {text}
              </span>
            ))}
          {off && !holdsNow && (
            <span className="no">
              <Icon name="alert" size="sm" />
              {target.whyNot}
            </span>
          )}
        </p>
      </div>
      {off && !holdsNow && <span className="load">{t('assign.notOffered')}</span>}
    </div>
  )
}
