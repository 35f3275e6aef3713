import * as z from 'zod/mini'
import { StaffSessionList } from '../../../contract/session.ts'
import { type Route, read, write } from '../../platform/http/route.ts'
import { endOtherSessions, endOwnSession, endSessionsOfUser, listOwnSessions } from './own-sessions.ts'

const own = { tag: 'Session', callers: ['staff'], action: null } as const
const nothing = async () => ({ body: null })

const list = read({
  ...own,
  path: '/session/sessions',
  summary: 'Where you are signed in',
  description: 'Your own sessions: the one that asks, then the last used first.',
  answer: StaffSessionList,
  read: async (ctx) => ({ body: { items: await listOwnSessions(ctx) } }),
})

const endOne = write({
  ...own,
  method: 'POST',
  path: '/session/sessions/{id}/end',
  summary: 'End one of your sessions',
  params: z.object({ id: z.uuid() }),
  answer: null,
  status: 204,
  refusals: ['not-found'],
  act: (ctx, { params }) => endOwnSession(ctx, params.id),
  present: nothing,
})

const endOthers = write({
  ...own,
  method: 'POST',
  path: '/session/end-others',
  summary: 'End all your sessions but this one',
  answer: null,
  status: 204,
  act: (ctx) => endOtherSessions(ctx),
  present: nothing,
})

const endOfUser = write({
  method: 'POST',
  path: '/network/users/{id}/end-sessions',
  summary: 'End all sessions of a user',
  description:
    'For an administrator, when a device is lost. The user may sign in again; their account is untouched.',
  tag: 'Network',
  callers: ['staff'],
  action: 'directory.manage',
  params: z.object({ id: z.string().check(z.minLength(1), z.maxLength(200)) }),
  answer: null,
  status: 204,
  refusals: ['not-found'],
  act: (ctx, { params }) => endSessionsOfUser(ctx, params.id),
  present: nothing,
})

export const sessionRoutes: readonly Route[] = [list, endOne, endOthers, endOfUser]
