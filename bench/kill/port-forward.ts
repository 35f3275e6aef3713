import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { DatabaseAddress } from '../ground/database.ts'

/** One address in front of a PostgreSQL whose port changes. */
export async function startPortForward(port: () => number) {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      other().destroy()
    })
  }
  const server = createServer((near) => {
    const far = connect(port(), '127.0.0.1')
    keep(near, () => far)
    keep(far, () => near)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = (server.address() as AddressInfo).port
  return {
    /** The same database through here. */
    instead: (address: DatabaseAddress): DatabaseAddress => ({
      url: through(address.url, own),
      adminUrl: through(address.adminUrl, own),
      directUrl: through(address.directUrl, own),
    }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function through(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}
