import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type House, inTransaction } from '../../platform/context.ts'
import { addressKey } from '../../platform/limits/address-key.ts'
import { consume } from '../../platform/limits/consume.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordRefusal } from '../../platform/security-log/record-security.ts'
import { feedOf } from './create-feed.ts'
import { keepNoticeId } from './notice-queries.ts'
import { baseSource } from './plan-step.ts'
import { askForReading } from './source-queries.ts'
import { faultOf, type NoticeFault } from './verify-notice.ts'

const MAX_BYTES = 16 * 1024
const LIMIT = { name: 'notices', points: 120, seconds: 60 }

const Announced = z.object({ type: z.string() })

/**
 * `POST /identity/notices`: an Identity System says, signed, that the directory changed; a worker then reads it at
 * once. Outside the API, because the signature is of the bytes as they arrive and the sender is no caller of ours.
 */
export function registerDirectoryNotices(app: FastifyInstance, house: House): void {
  void app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_, body, done) =>
      done(null, body),
    )
    own.post('/identity/notices', { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const key = house.config.directory.noticeKey
      if (key === null) refuse('not-found')
      await consume(house, { ...LIMIT, key: addressKey(request.ip) }).catch(async (error: unknown) => {
        await recordFault(house, request, 'rate-limited')
        throw error
      })
      const notice = readNotice(request)
      const fault = faultOf(notice, key, house.clock())
      if (fault !== null) {
        await recordFault(house, request, fault)
        refuse('notice-refused')
      }
      const type = typeOf(notice.body)
      if (!(await takeNotice(house, notice.id ?? '', type))) {
        await recordFault(house, request, 'repeated')
        refuse('notice-repeated')
      }
      return reply.code(202).header('cache-control', 'no-store').send()
    })
  })
}

function readNotice(request: FastifyRequest) {
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    ...{ id: header('webhook-id'), timestamp: header('webhook-timestamp') },
    signature: header('webhook-signature'),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}

function typeOf(body: Buffer): string {
  try {
    return Announced.parse(JSON.parse(body.toString('utf8'))).type
  } catch {
    return refuse('broken-json')
  }
}

/** False where this id was taken before. Notices of other kinds are taken, and say nothing to us. */
async function takeNotice(house: House, id: string, type: string): Promise<boolean> {
  const { directory } = house.config
  return inTransaction(house, { actor: { kind: 'system', name: 'directory-notice' } }, async (ctx) => {
    if (!(await keepNoticeId(ctx, id))) return false
    if (type === 'directory.changed' && feedOf(directory)) await askForReading(ctx, baseSource(directory))
    return true
  })
}

type Fault = NoticeFault | 'repeated' | 'rate-limited'

const recordFault = (house: House, request: FastifyRequest, reason: Fault) =>
  recordRefusal(house, {
    ...{ type: 'directory.notice-refused', outcome: 'refused', actor: { kind: 'nobody' } },
    ...{ subject: { type: 'directory', id: 'feed' }, address: request.ip, detail: { reason } },
  })
