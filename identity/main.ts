import { createIdentityServer } from './identity-server.ts'
import { readSettings, SettingError, type Settings } from './read-settings.ts'

const say = (line: string) => process.stderr.write(`identity: ${line}\n`)

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    say(error.message)
    process.exit(2)
  }
}

const settings = settingsOrExit()
const server = await createIdentityServer(settings, say).catch((error: Error) => {
  say(error.message)
  process.exit(2)
})

server.once('error', (error: NodeJS.ErrnoException) => {
  const where = `${settings.host}:${settings.port}`
  say(error.code === 'EADDRINUSE' ? `port in use: ${where}` : `cannot listen on ${where}: ${error.message}`)
  process.exit(1)
})
server.listen(settings.port, settings.host, () => {
  process.stdout.write(`identity listening on ${settings.issuer.origin}\n`)
})

function close() {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  // Requests take milliseconds; what is still open after this is a connection that nobody uses.
  setTimeout(() => server.closeAllConnections(), 2000).unref()
}
process.once('SIGTERM', close)
process.once('SIGINT', close)
