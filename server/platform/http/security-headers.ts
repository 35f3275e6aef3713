import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

export type SecurityHeaders = {
  /** Where people reach the system; over https the browser is told to stay there. */
  publicUrl: string
  /** Other origins to which a form of ours is sent on. */
  formTargets: readonly string[]
}

/** What a page of ours needs of the device: nothing. */
const PERMISSIONS = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone'],
  ...[
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ],
]
  .map((feature) => `${feature}=()`)
  .join(', ')
/** An answer of the API is data: shown by itself it loads nothing and stands in no frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Headers that every answer bears, refusals and files too: no inline script or style, no frame, no guessing of types, no
 * address handed on, no other origin that shares the process or embeds our files.
 */
export async function sendSecurityHeaders(app: FastifyInstance, headers: SecurityHeaders): Promise<void> {
  const isSecure = headers.publicUrl.startsWith('https:')
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        formAction: ["'self'", ...headers.formTargets],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: isSecure ? [] : null,
      },
    },
    frameguard: { action: 'deny' },
    hsts: isSecure,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    if (request.url.startsWith('/api/v1/')) reply.header('content-security-policy', DATA_POLICY)
  })
}

/** For an answer to a request that no hook has seen, because its address could not be read. */
export function sendBareSecurityHeaders(reply: FastifyReply): void {
  reply.headers({
    'content-security-policy': DATA_POLICY,
    'permissions-policy': PERMISSIONS,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
}
