import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeParse } from 'zod/mini'
import { chooseLanguage, inLanguage, Language } from './languages.ts'
import { Phone, toE164 } from './phone.ts'
import { line, paragraph, westernDigits } from './text.ts'
import { ChangeStatus } from './ticket-status.ts'
import { normaliseVin, Vin, vinCheckDigit, vinError, vinWarning } from './vin.ts'

describe('telephone numbers', () => {
  it('are read in every form that people use here', () => {
    for (const text of [
      '0750 000 4417',
      '07500004417',
      '7500004417',
      '+964 750 000 4417',
      '00964 750 000 4417',
      '+964 0750 000 4417',
      '٠٧٥٠ ٠٠٠ ٤٤١٧',
      '۰۷۵۰۰۰۰۴۴۱۷',
      '(0750) 000-4417',
      '\u200e+964 750 000 4417',
    ]) {
      expect(toE164(text), text).toBe('+9647500004417')
    }
    expect(toE164('+44 20 7946 0000')).toBe('+442079460000')
  })

  it('are refused when they cannot be one', () => {
    for (const text of [
      '',
      '123',
      '+0123456789',
      '0750 000 441',
      '+964 12',
      'call me',
      '+1234567890123456',
    ]) {
      expect(toE164(text), text).toBeNull()
      expect(safeParse(Phone, text).success, text).toBe(false)
    }
  })

  it('stay as they are once they are E.164', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const number = toE164(text)
        if (number !== null) expect(toE164(number)).toBe(number)
      }),
    )
  })
})

describe('VINs', () => {
  it('follow ISO 3779 and the check digit of 49 CFR 565', () => {
    // The published example of the check digit: 1M8GDM9AXKP042788.
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X')
    expect(vinError('1M8GDM9AXKP042788')).toBeNull()
    expect(vinError('1M8GDM9A1KP042788')).toEqual({ code: 'vin-check-digit' })
    // Elsewhere position 9 is free: worth a look, not an error.
    expect(vinError('ZZZKR42N6P0318846')).toBeNull()
    expect(vinWarning('ZZZKR42N1P0318846')).not.toEqual(
      vinWarning(`ZZZKR42N${vinCheckDigit('ZZZKR42N1P0318846')}P0318846`),
    )
  })

  it('name the character that is wrong, and the length', () => {
    expect(vinError('TZ1KR42N6P0O18846')).toEqual({ code: 'vin-character', position: 12, character: 'O' })
    expect(vinError('TZ1KR42N6P031884')).toEqual({ code: 'vin-length', length: 16 })
    expect(normaliseVin(' tz1-kr42n6p٠318846 ')).toBe('TZ1KR42N6P0318846')
    const outcome = safeParse(Vin, 'TZ1KR42N6P0O18846')
    expect(outcome.error?.issues[0]).toMatchObject({ params: { code: 'vin-character', position: 12 } })
  })
})

describe('text', () => {
  it('is trimmed, composed, and free of what hides or turns it', () => {
    expect(safeParse(line(1, 10), '  e\u0301 ').data).toBe('é')
    expect(safeParse(line(1, 10), '   ').success).toBe(false)
    expect(safeParse(line(1, 10), 'a\nb').success).toBe(false)
    expect(safeParse(paragraph(1, 10), 'a\nb').data).toBe('a\nb')
    for (const bad of ['a\u202eb', 'a\u2066b', 'a\u0000b', 'a\u0085b', '\ud800']) {
      expect(safeParse(paragraph(1, 10), bad).success).toBe(false)
    }
    expect(safeParse(line(1, 10), 'می\u200cخوام').data).toBe('می\u200cخوام')
  })

  it('shows something where something is needed', () => {
    const nothing = [
      '\u200b\u200b\u200b',
      '\u2060\u2060\u2060',
      '\u3164\u3164\u3164',
      '\u2800\u2800\u2800',
      '\u0301\u0301\u0301',
    ]
    for (const text of nothing) {
      for (const schema of [line(1, 10), line(2, 10), paragraph(3, 10)]) {
        const issues = safeParse(schema, text).error?.issues
        expect(issues, escape(text)).toMatchObject([{ params: { code: 'too-short', minimum: 1 } }])
      }
      expect(safeParse(line(0, 10), text).success).toBe(true)
    }
    expect(safeParse(line(2, 10), '\u200b').error?.issues).toHaveLength(1)
    for (const text of [
      'سڵاو',
      'می\u200cخوام',
      '你好',
      '77',
      '?!',
      '👍',
      '👩\u200d🔧',
      'é'.normalize('NFD'),
    ]) {
      expect(safeParse(paragraph(1, 10), text).success, text).toBe(true)
    }
  })

  it('never takes what it would change on a second look', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = safeParse(line(1, 40), text)
        if (once.success) expect(safeParse(line(1, 40), once.data).data).toBe(once.data)
      }),
    )
  })

  it('has Western digits', () => {
    expect(westernDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789')
  })
})

describe('the time to go on', () => {
  const on = (resumeAt: string) => safeParse(ChangeStatus, { status: 'on-hold', reason: 'Part', resumeAt })
  it('lies within what every reader of RFC 3339 can hold', () => {
    expect(on('2099-12-31T23:59:59Z').success).toBe(true)
    expect(on('2026-11-22T10:00:00+03:00').success).toBe(true)
    for (const late of ['9999-12-31T23:59:59-23:59', '2100-01-01T00:00:00Z', '2099-12-31T23:59:59-01:00']) {
      expect(on(late).error?.issues, late).toMatchObject([
        { params: { code: 'year-out-of-range', latest: 2099 } },
      ])
    }
  })
})

describe('languages', () => {
  it('are chosen by RFC 4647 look-up, with ku meaning Sorani', () => {
    expect(chooseLanguage('ar-IQ,ar;q=0.9,en;q=0.8')).toBe('ar')
    expect(chooseLanguage('de,ru;q=0.3,ku;q=0.7')).toBe('ckb')
    expect(chooseLanguage('en;q=0, ar;q=0.1')).toBe('ar')
    for (const junk of [undefined, '', '*', ';;;', 'q=1', ','.repeat(2000)])
      expect(chooseLanguage(junk)).toBe('en')
    expect(safeParse(Language, 'ku').data).toBe('ckb')
    expect(safeParse(Language, 'de').success).toBe(false)
  })

  it('fall back to the nearest one that there is', () => {
    expect(inLanguage({ en: 'Erbil', ar: 'أربيل' }, 'ckb')).toBe('أربيل')
    expect(inLanguage({ en: 'Erbil' }, 'ar')).toBe('Erbil')
  })
})
