export { builtInViews } from './built-in-views.ts'
export { clientNames, type StoredClient } from './client-queries.ts'
export { type CodeSender, emailCodes } from './code-sender.ts'
export { cookieName } from './cookies.ts'
export { customerSignInRoutes } from './customer-routes.ts'
export { createCustomerSession } from './customer-sessions.ts'
export { allowEmbeds, answerPreflight } from './embed-origins.ts'
export { endInactiveSessions } from './end-inactive-sessions.ts'
export { identify, pageLanguage } from './identify.ts'
export {
  createClient,
  listClients,
  type NewClient,
  revokeClient,
  rotateKey,
} from './manage-clients.ts'
export { ensurePortalSession } from './portal-session.ts'
export { registerSignIn } from './register-sign-in.ts'
export { signInRoutes } from './routes.ts'
export { createStaffSession } from './staff-sessions.ts'
export { trackCookie } from './track-session.ts'
