import { type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'

/** Settings of where the directory comes from. */
export const directorySettings = {
  DIRECTORY_FEED_URL: {
    schema: webAddress,
    description: 'Identity System: snapshot of companies, branches, teams and users',
    fallbackText: 'required with OIDC_ISSUER',
  },
  DIRECTORY_FEED_TOKEN: {
    schema: text,
    secret: true,
    description: 'Identity System: bearer token of the feed',
    fallbackText: 'required with OIDC_ISSUER',
  },
  DIRECTORY_SYNC_SECONDS: {
    schema: wholeNumber(1, 86400),
    description: 'Seconds between two readings of the feed',
    fallback: '30',
  },
} satisfies Record<string, Setting>
