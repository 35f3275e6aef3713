import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

const ASSETS: Record<string, { type: string; source: string }> = {
  '/assets/identity.css': { type: 'text/css; charset=utf-8', source: './identity.css' },
  '/assets/admin.css': { type: 'text/css; charset=utf-8', source: './admin/admin.css' },
  '/assets/inter.woff2': {
    type: 'font/woff2',
    source: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  },
  '/assets/vazirmatn.woff2': {
    type: 'font/woff2',
    source: '@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2',
  },
}

/** Sends a file of these pages; false if there is none. Fonts are optional: without them the system's are used. */
export async function sendAsset(path: string, response: ServerResponse): Promise<boolean> {
  const asset = ASSETS[path]
  const content =
    asset && (await readFile(fileURLToPath(import.meta.resolve(asset.source))).catch(() => undefined))
  if (!content) return false
  response.writeHead(200, {
    'Content-Type': asset.type,
    'Content-Length': content.length,
    'Cache-Control': 'public, max-age=3600',
  })
  response.end(content)
  return true
}
