import { z } from 'zod'
import { oneOf, type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'

/** `whsec_` and at least 24 bytes in base64, as Standard Webhooks gives keys. */
const noticeSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must look like whsec_ and a key in base64')
  .transform((value) => Buffer.from(value.slice('whsec_'.length), 'base64'))
  .refine((key) => key.length >= 24, 'must hold a key of at least 24 bytes')

const scimTokens = z
  .string()
  .transform((value) => value.split(',').map((token) => token.trim()))
  .pipe(
    z.array(z.string().regex(/^[\x21-\x7e]{32,200}$/, 'must be 32 to 200 characters without spaces')).max(2),
  )

const timeZones = z.string().transform((value, ctx) => {
  const zones = new Map<string, string>()
  for (const entry of value.split(',')) {
    const [city = '', zone = '', ...rest] = entry.split('=').map((part) => part.trim())
    if (city !== '' && rest.length === 0 && isTimeZone(zone)) zones.set(city, zone)
    else ctx.addIssue('must be city=Zone/Name pairs, as in erbil=Asia/Baghdad,*=Asia/Baghdad')
  }
  return zones
})

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone !== ''
  } catch {
    return false
  }
}

/** Settings of where the directory comes from. */
export const directorySettings = {
  DIRECTORY_FEED: {
    schema: oneOf(['reference', 'platform', 'file']),
    description:
      'Where companies, branches, teams and users come from: reference (a snapshot feed), platform, file',
    fallback: 'reference',
  },
  DIRECTORY_FEED_URL: {
    schema: webAddress,
    description: 'Identity System: snapshot of companies, branches, teams and users',
    fallbackText: 'required with DIRECTORY_FEED=reference',
  },
  DIRECTORY_FEED_TOKEN: {
    schema: text,
    secret: true,
    description: 'Identity System: bearer token of the feed',
    fallbackText: 'required with DIRECTORY_FEED=reference',
  },
  DIRECTORY_CHANGES_URL: {
    schema: webAddress,
    description: 'Identity System: changes since a cursor, so that the snapshot is not read again each time',
    fallbackText: 'none: the snapshot is read when it changed',
  },
  DIRECTORY_NOTICE_SECRET: {
    schema: noticeSecret,
    secret: true,
    description: 'Key (whsec_…) of signed notices at /identity/notices, after which the feed is read at once',
    fallbackText: 'none: notices are not taken',
  },
  PLATFORM_URL: {
    schema: webAddress,
    description: 'The platform’s Identity System: address below which api/ stands',
    fallbackText: 'required with DIRECTORY_FEED=platform or SIGN_IN=platform',
  },
  PLATFORM_USERNAME: {
    schema: text,
    description: 'The platform’s Identity System: our service account, which may read the lists',
    fallbackText: 'required with DIRECTORY_FEED=platform',
  },
  PLATFORM_PASSWORD: {
    schema: text,
    secret: true,
    description: 'The platform’s Identity System: password of the service account',
    fallbackText: 'required with DIRECTORY_FEED=platform',
  },
  PLATFORM_MAPPING: {
    schema: text,
    description:
      'The platform’s Identity System: a JSON file that says what this deployment does differently',
    fallbackText: 'none; nobody has a role then',
  },
  SCIM_TOKEN: {
    schema: scimTokens,
    secret: true,
    description: 'Bearer token of the SCIM service at /scim/v2; two, by a comma, while one is replaced',
    fallbackText: 'none: there is no SCIM service',
  },
  SCIM_USER_ID: {
    schema: oneOf(['id', 'externalId']),
    description:
      'What a user of the SCIM client is called in the directory: an id of ours, or its externalId',
    fallback: 'id',
  },
  DIRECTORY_FILE: {
    schema: text,
    description: 'DIRECTORY_FEED=file: a JSON file or a folder of CSV files, read when it changes',
    fallbackText: 'none: only npm run directory -- import',
  },
  DIRECTORY_SYNC_SECONDS: {
    schema: wholeNumber(1, 86400),
    description: 'Seconds between two readings of the feed',
    fallback: '30',
  },
  DIRECTORY_SHRINK_PERCENT: {
    schema: wholeNumber(1, 100),
    description:
      'A reading by which more of the active companies, branches, teams or users go, waits for a person',
    fallback: '20',
  },
  DIRECTORY_STALE_MINUTES: {
    schema: wholeNumber(1, 10080),
    description: 'Minutes after which a copy of the directory is called stale',
    fallback: '15',
  },
  DIRECTORY_TIME_ZONES: {
    schema: timeZones,
    description: 'Time zones where the feed names none, by city: erbil=Asia/Baghdad,*=Asia/Baghdad',
    fallbackText: 'none',
  },
} satisfies Record<string, Setting>
