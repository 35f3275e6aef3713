import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="#0b5f6e"/><path d="M8 22V9.5C8 7.5 9.3 6 11.2 6M20 22v-5.5c0-4-6-4.5-6-9V5.5M8 22v-4c0-5 12-4.5 12-10V6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>'

const textOf = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

/** The reader of the API documents in the product's own look: its mark, no bar for other documents, enough contrast. */
export const documentsTheme = {
  title: 'Interchange API',
  css: [{ filename: 'documents.css', content: textOf('documents.css') }],
  js: [{ filename: 'documents-labels.js', content: textOf('documents-labels.js') }],
  favicon: [{ filename: 'logo.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: LOGO }],
} satisfies FastifySwaggerUiOptions['theme']
