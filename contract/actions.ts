/** Everything that may be permitted or refused, by name (domain.md, "Who sees what"). */
export const ACTIONS = [
  'tickets.create',
  'tickets.read',
  'tickets.work',
  'tickets.assign.unit',
  'tickets.assign.company',
  'tickets.assign.network',
  'tickets.close',
  'directory.read',
  'clients.manage',
  'directory.manage',
  'settings.manage',
  'audit.view',
] as const
export type Action = (typeof ACTIONS)[number]

/** What an API client may be given. A scope never reaches further than the client's company, brands and branches. */
export const CLIENT_SCOPES = [
  'tickets.create',
  'tickets.read',
  /** Besides what it created, wholly: what its company holds, within its branches and brands. */
  'tickets.read.unit',
  /** The notes, tags and reasons that were meant for its company, on those tickets; nothing without that scope. */
  'messages.internal',
  'directory.read',
  'act-as-requester',
] as const
export type ClientScope = (typeof CLIENT_SCOPES)[number]

export const CLIENT_KINDS = ['website', 'mobile-app', 'chatbot', 'other'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]
