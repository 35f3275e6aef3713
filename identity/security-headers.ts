import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** Headers of every answer. Pages load nothing but our own style sheet and fonts, and run no script. */
export function securityHeaders(formTargets: string[]): Record<string, string> {
  // Browsers hold the redirect after a form to form-action too, and a sign-in ends at the application.
  const targets = [...new Set(formTargets.map((uri) => new URL(uri).origin))]
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    'img-src data:',
    // Empty means none; the provider and `allowScript` add the hash of the one script a page may need.
    'script-src',
    `form-action ${["'self'", ...targets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}

/** Lets this answer run exactly this inline script. */
export function allowScript(response: ServerResponse, script: string): void {
  const policy = String(response.getHeader('content-security-policy') ?? '')
  const hash = createHash('sha256').update(script).digest('base64')
  response.setHeader('Content-Security-Policy', policy.replace('script-src', `script-src 'sha256-${hash}'`))
}
