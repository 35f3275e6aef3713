import type { StaffKey } from '../../texts/staff.ts'
import { useTexts } from '../shell/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'

const GROUPS: [StaffKey, [StaffKey, string[]][]][] = [
  [
    'keys.moveTitle',
    [
      ['keys.next', ['J', 'K']],
      ['keys.open', ['↵']],
      ['keys.back', ['Esc']],
      ['keys.find', ['/']],
    ],
  ],
  [
    'keys.actTitle',
    [
      ['keys.assign', ['A']],
      ['keys.accept', ['Y']],
      ['keys.take', ['G']],
      ['keys.return', ['Shift', 'R']],
      ['keys.unassign', ['U']],
      ['keys.status', ['S']],
    ],
  ],
  [
    'keys.writeTitle',
    [
      ['keys.public', ['R']],
      ['keys.network', ['N']],
      ['keys.company', ['C']],
      ['keys.send', ['Ctrl', '↵']],
    ],
  ],
  [
    'keys.appTitle',
    [
      ['keys.create', ['Shift', 'N']],
      ['keys.look', ['T']],
      ['keys.language', ['L']],
      ['keys.help', ['?']],
    ],
  ],
]

/** Every key, on one sheet. */
export default function KeysSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Dialog title={t('keys.title')} closeLabel={t('keys.close')} onClose={onClose} size={680}>
      <p className="keys-lead">{t('keys.lead')}</p>
      <div className="keys">
        {GROUPS.map(([title, rows]) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {rows.map(([name, keys]) => (
                <div key={name}>
                  <dt>{t(name)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <span className="kbd" key={key}>
                        {key}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
