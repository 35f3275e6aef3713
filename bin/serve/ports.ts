import { createServer } from 'node:net'
import { StartFailure } from './start-failure.ts'

/** Refuses before anything is touched when the web server could not listen. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const code = await tryPort(host, port)
  if (code === null) return
  throw new StartFailure(
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use by another program: stop it, or choose another one, such as PORT=${port + 10}`
      : `Cannot listen on ${host}, port ${port} (${code}): check HOST and PORT`,
  )
}

/** The first port from `first` on that is free on this address. */
export async function nextFreePort(host: string, first: number): Promise<number> {
  for (let port = first; port < Math.min(first + 100, 65_536); port++) {
    if ((await tryPort(host, port)) === null) return port
  }
  throw new StartFailure(`No free port from ${first} on for the Identity System`)
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
}
