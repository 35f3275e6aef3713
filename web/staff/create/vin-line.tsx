import { normaliseVin, vinWarning } from '../../../contract/vin.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { useCreateForm } from './create-form.ts'
import { Line } from './form-fields.tsx'
import type { Field } from './ticket-body.ts'

/** A VIN, counted as it is typed; a check digit that does not fit is worth a second look. */
export function VinLine({ field, required }: { field: Field; required?: boolean }) {
  const { t } = useTexts()
  const { asked } = useCreateForm()
  const vin = normaliseVin(asked.values[field] ?? '')
  const hint = vinWarning(vin) ? (
    <span className="vin-doubt">{t('create.vinDoubt')}</span>
  ) : vin && vin.length !== 17 ? (
    t('create.vinCount', { count: vin.length })
  ) : (
    t('create.vinHint')
  )
  return <Line field={field} label={t('create.vin')} hint={hint} ltr code required={required ?? false} />
}
