import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionOf, LANGUAGES } from '../../../contract/languages.ts'
import { TICKET_TYPES } from '../../../contract/ticket-details.ts'
import { mailWords } from '../../../texts/mail.ts'
import { composeReceipt, type LinkMail, type Receipt } from './compose-receipt.ts'

const receipt: Receipt = {
  number: 'SB-10482',
  type: 'service-booking',
  language: 'en',
  trackingUrl: 'https://support.distributor.example/track#AZabc-_09',
  sender: 'Distributor of Cars',
}
const MAILS: LinkMail[] = ['requestReceived', 'linkReplaced']
const everyMail = MAILS.flatMap((mail) =>
  LANGUAGES.flatMap((language) => TICKET_TYPES.map((type) => ({ ...receipt, mail, language, type }))),
)

describe('the receipt', () => {
  it.each(everyMail)(
    '$mail in $language for $type says number, type, sender and link in both parts',
    (one) => {
      const { subject, text, html } = composeReceipt(one, one.mail)
      const all = mailWords(one.language)
      const words = { ...all.requestReceived, ...all[one.mail] }
      expect(subject).toContain('SB-10482')
      for (const part of [text, html]) {
        for (const piece of [
          words.heading,
          one.number,
          one.trackingUrl,
          one.sender,
          words.types[one.type],
          words.noReply,
        ]) {
          expect(part).toContain(piece)
        }
        expect(part).not.toMatch(/undefined|\{\w+\}/)
      }
    },
  )

  it.each(LANGUAGES)('in %s has its direction everywhere that mail programs look for it', (language) => {
    const { html, subject } = composeReceipt({ ...receipt, language })
    const direction = directionOf(language)
    const other = direction === 'rtl' ? 'left' : 'right'
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`)
    expect(html).toContain(`<body dir="${direction}"`)
    const tables = html.match(/<table[^>]*>/g) ?? []
    expect(tables.length).toBeGreaterThan(2)
    for (const table of tables) expect(table).toContain(`dir="${direction}"`)
    expect(html).not.toContain(`text-align:${other}`)
    expect(html).not.toContain(`align="${other}"`)
    expect(html).toContain('<bdi dir="ltr">SB-10482</bdi>')
    expect(subject.includes('\u200E')).toBe(direction === 'rtl')
  })

  it('is written in four languages, none of them left in English', () => {
    for (const mail of MAILS) {
      const parts = LANGUAGES.map((language) => composeReceipt({ ...receipt, language }, mail).text)
      expect(new Set(parts).size).toBe(4)
      const english = new Set(Object.values(mailWords('en')[mail]).filter((text) => typeof text === 'string'))
      for (const language of ['ar', 'ckb', 'ru'] as const) {
        for (const text of Object.values(mailWords(language)[mail]))
          expect(english.has(text as string)).toBe(false)
      }
    }
  })

  it('keeps its own markup whatever the values hold', () => {
    const tagsOf = (html: string) => html.match(/<\/?[a-z!][^>]*>/gi) ?? []
    const plain = tagsOf(composeReceipt(receipt).html).length
    const hostile = fc
      .string({ unit: 'binary' })
      .map((text) => `"><script>${text}</script><a href='x'>{number}{sender}`)
    fc.assert(
      fc.property(hostile, hostile, hostile, (number, sender, fragment) => {
        const trackingUrl = `${receipt.trackingUrl}${fragment}`
        const { html } = composeReceipt({ ...receipt, number, sender, trackingUrl })
        expect(tagsOf(html)).toHaveLength(plain)
        expect(html).not.toContain('<script')
      }),
    )
  })
})
