import { STAFF_LANGUAGES } from '../../texts/staff.ts'
import { chooseAndKeepLanguage, languageName } from './language.ts'
import { useTexts } from './use-texts.ts'

/** The languages by their own names. */
export function LanguageSwitch() {
  const { t, language } = useTexts()
  return (
    <fieldset className="chips" aria-label={t('language')}>
      {STAFF_LANGUAGES.map((tag) => (
        <button
          key={tag}
          type="button"
          className="chip"
          lang={tag}
          aria-pressed={language === tag}
          onClick={() => chooseAndKeepLanguage(tag)}
        >
          {languageName(tag)}
        </button>
      ))}
    </fieldset>
  )
}
