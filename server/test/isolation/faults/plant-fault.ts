// Loaded before anything else into a process of its own (`node --import`): what is imported with `?fault=NAME`, and all
// that it imports of ours, is read afresh with that fault in it.
import { registerHooks } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FAULTS } from './faults.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

registerHooks({
  resolve(specifier, context, next) {
    // The database's address comes from the runner; here nobody runs tests.
    if (specifier === 'vitest') return { url: RUNNER, shortCircuit: true }
    const found = next(specifier, context)
    const fault = context.parentURL && new URL(context.parentURL).searchParams.get('fault')
    if (!fault || !found.url.startsWith('file:') || found.url.includes('?')) return found
    // Packages are shared, but for one whose schemas our pages cut to size.
    if (/\/node_modules\/(?!scimmy\/)/.test(found.url)) return found
    return { ...found, url: `${found.url}?fault=${fault}` }
  },
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.startsWith('file:') || !url.includes('?fault=')) return loaded
    const address = new URL(url)
    const fault = FAULTS.find(({ name }) => name === address.searchParams.get('fault'))
    const file = relative(root, fileURLToPath(address)).replaceAll('\\', '/')
    if (fault?.file !== file) return loaded
    const source = String(loaded.source)
    const times = source.split(fault.find).length - 1
    if (times !== 1) throw new Error(`${fault.name}: its place stands ${times} times in ${file}`)
    return { ...loaded, source: source.replace(fault.find, () => fault.put) }
  },
})

const RUNNER = `data:text/javascript,${encodeURIComponent(
  'export const inject = () => JSON.parse(process.env.TEST_CLUSTER)',
)}`
