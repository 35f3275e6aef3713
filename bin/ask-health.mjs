// For the health check of a container: asks this machine's own process whether it lives.
const { PORT = '3000', HOST = '0.0.0.0' } = process.env
const host = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[HOST] ?? HOST
const answer = await fetch(`http://${host}:${PORT}/healthz`, { signal: AbortSignal.timeout(4000) }).catch(
  () => null,
)
process.exit(answer?.ok ? 0 : 1)
