import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdminArea } from './admin/admin-area.ts'
import { sendAsset } from './assets.ts'
import { answerDirectory } from './directory-feed.ts'
import { startDirectoryNotices } from './directory-notices.ts'
import { openNetworkStore } from './network-store.ts'
import { renderMissing } from './notice-pages.ts'
import { openSignIn } from './open-sign-in.ts'
import { BadRequest } from './read-form.ts'
import type { Settings } from './read-settings.ts'
import { securityHeaders } from './security-headers.ts'
import { sendPage } from './send-page.ts'
import { surroundingsOf } from './surroundings.ts'

const PROVIDER_PATHS =
  /^\/(auth|token|me|jwks|session\/end|\.well-known\/(openid-configuration|oauth-authorization-server))(\/|$)/
const DIRECTORY_PATHS = new Set(['/directory/snapshot', '/directory/changes'])

/** Everything put together, not yet listening. */
export async function createIdentityServer(
  settings: Settings,
  report: (line: string) => void,
): Promise<Server> {
  const { issuer, dataDir, client } = settings
  const networkFile = await openNetworkStore(settings.networkFile, dataDir, report)
  const surroundings = surroundingsOf(networkFile, client.redirectUris)
  const { openId, signIn, account, ...access } = await openSignIn({
    settings,
    networkFile,
    surroundings,
    report,
  })
  const directory = answerDirectory(networkFile, settings.feedToken)
  const { adminRoles } = settings
  const admin = createAdminArea({ ...access, issuer, dataDir, report, adminRoles, store: networkFile })
  const pages = [
    [/^\/sign-in\//, signIn],
    [/^\/account(\/|$)/, account],
    [/^\/admin(\/|$)/, admin],
  ] as const
  if (settings.notices) networkFile.onChange(startDirectoryNotices({ ...settings.notices, report }).changed)
  const headers = securityHeaders([issuer.origin, ...client.redirectUris, ...client.postLogoutUris])

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const url = URL.parse(request.url ?? '/', issuer.origin)
    const path = url?.pathname ?? ''
    pretendIssuer(request, issuer)
    const forms = pages.find(([fits]) => fits.test(path))?.[1]
    if (url && forms) {
      return allowMethods(request, response, ['GET', 'HEAD', 'POST'])
        ? forms(request, response, url)
        : undefined
    }
    if (PROVIDER_PATHS.test(path)) return openId(request, response)
    if (!allowMethods(request, response, ['GET', 'HEAD'])) return
    if (path === '/healthz') return sendHealth(response)
    if (url && DIRECTORY_PATHS.has(path)) return directory(request, response, url)
    if (await sendAsset(path, response)) return
    sendPage(
      response,
      404,
      renderMissing(await surroundings({ acceptLanguage: request.headers['accept-language'] })),
    )
  }

  return createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof BadRequest))
        report(`error: ${error instanceof Error ? error.message : 'unknown'}`)
      if (response.headersSent) return response.destroy()
      const status = error instanceof BadRequest ? error.status : 500
      // The rest of a refused body is not read.
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
      response.end(status === 500 ? 'Something went wrong here.\n' : 'This request cannot be read.\n')
    })
  })
}

/** Addresses in pages and metadata come from the issuer alone, never from a Host or forwarded header of the caller. */
function pretendIssuer(request: IncomingMessage, issuer: URL): void {
  request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
  request.headers['x-forwarded-host'] = issuer.host
  request.headers.host = issuer.host
}

function allowMethods(request: IncomingMessage, response: ServerResponse, methods: string[]): boolean {
  if (methods.includes(request.method ?? '')) return true
  response.writeHead(405, { Allow: methods.join(', ') }).end()
  return false
}

function sendHealth(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"ok"}')
}
