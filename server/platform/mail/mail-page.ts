import { directionOf, type Language } from '../../../contract/languages.ts'
import { escapeHtml } from './escape-html.ts'

// Mail readers know neither our stylesheet nor its variables: the values of the design's tokens.
const FONT = "Vazirmatn, Inter, 'Segoe UI', Tahoma, Arial, sans-serif"
const LINE = '#e1e8e8'
export const INK = '#132022'
export const QUIET = '#586a6d'
export const ACCENT = '#0b5f6e'

/** The pieces of a mail's HTML part in one language: mail programs look for the direction on each of them. */
export function mailPieces(language: Language) {
  const dir = directionOf(language)
  const align = dir === 'rtl' ? 'right' : 'left'
  const cell = `dir="${dir}" align="${align}"`
  const style = (color: string, size: number) =>
    `margin:0 0 16px;font-family:${FONT};font-size:${size}px;line-height:1.6;color:${color};text-align:${align}`
  return {
    dir,
    /** A paragraph of HTML. */
    text: (html: string, color: string, size: number, more = '') =>
      `<p style="${style(color, size)}${more}">${html}</p>`,
    /** A row of two cells of HTML. */
    row: (label: string, value: string) =>
      `<tr><td ${cell} style="padding:4px 0;font-family:${FONT};font-size:15px;color:${QUIET}">${label}</td>` +
      `<td ${cell} style="padding:4px 16px;font-family:${FONT};font-size:15px;color:${INK}"><strong>${value}</strong></td></tr>`,
    button: (url: string, label: string) =>
      `<a href="${url}" style="display:inline-block;padding:14px 24px;font-family:${FONT};font-size:17px;font-weight:600;color:#ffffff;text-decoration:none">${label}</a>`,
    /** The whole part: a heading in plain text, and what stands below it as HTML. */
    page: (heading: string, content: string) => `<!doctype html>
<html lang="${language}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title></head>
<body dir="${dir}" style="margin:0;padding:0;background:#f4f7f7">
<table role="presentation" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f7f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid ${LINE};border-radius:8px"><tr><td ${cell} style="padding:28px">
<h1 style="margin:0 0 12px;font-family:${FONT};font-size:24px;line-height:1.35;color:${INK};text-align:${align}">${escapeHtml(heading)}</h1>
${content}
</td></tr></table>
</td></tr></table>
</body>
</html>
`,
  }
}
