// Runs on the Node that a machine happens to have (20 or later) with nothing installed yet: installs the
// packages of the lock file when needed, then hands over to the Node 24 that is one of them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const stampFile = join(root, 'node_modules', '.installed-from')
const ownNode = join(root, 'node_modules', '.bin', 'node')

/** Runs a TypeScript program of ours and ends with its exit code. */
export function runWithOwnNode(script, args) {
  installWhenNeeded()
  // The extra channel closes when this process is gone, so that even after a kill -9 the program stops.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(ownNode, [join(root, script), ...args], { stdio })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWithNpm(() => child.kill('SIGTERM'))
  child.on('error', (error) => fail(`Node 24 does not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

/** npm may be gone without passing a signal on; then nobody could stop us any more but by hand. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 250)
  watch.unref()
}

function installWhenNeeded() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
  if (existsSync(ownNode) && stamp() === wanted) return
  if (!existsSync(ownNode) || !installedByHand(JSON.parse(lock.toString()))) install()
  if (!existsSync(ownNode)) {
    fail(
      'The packages were installed, but Node 24 is not among them: are install scripts switched off for npm?',
    )
  }
  writeFileSync(stampFile, wanted)
}

const stamp = () => (existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null)

/** Whether somebody's own `npm ci` has brought just what the lock file names. */
function installedByHand(lock) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const { packages } = JSON.parse(readFileSync(record, 'utf8'))
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const found = packages[path]
    // Packages for other systems are optional and rightly missing.
    return path === '' || (found ? found.version === wanted.version : wanted.optional === true)
  })
}

function install() {
  console.log('Installing packages from package-lock.json (once; about a minute) ...')
  const byNpm = process.env.npm_execpath
  const [command, first] = byNpm?.endsWith('.js') ? [process.execPath, [byNpm]] : ['npm', []]
  // Building the pages needs the development packages too, whatever NODE_ENV says.
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error, stderr, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status === 0) return
  fail(`npm ci failed: ${error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n')}`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
