import { SecurityLogPage, SecurityLogQuery } from '../../../contract/audit.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { readSecurityLog } from './read-security-log.ts'

const list = read({
  path: '/audit',
  summary: 'Read the security log',
  description: 'Sign-ins, refusals, and changes of keys, roles, settings and the directory; newest first.',
  tag: 'Audit',
  callers: ['staff'],
  action: 'audit.view',
  query: SecurityLogQuery,
  answer: SecurityLogPage,
  read: async (ctx, { query }) => ({ body: await readSecurityLog(ctx, query) }),
})

export const auditRoutes: readonly Route[] = [list]
