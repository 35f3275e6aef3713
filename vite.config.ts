import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const pages = ['web/staff/index.html', 'web/admin/index.html', 'portal/index.html'].filter((page) =>
  existsSync(at(page)),
)

/** While working on the pages: those of staff at their own addresses, as the server serves them. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      const page = /^\/(staff|admin)(\/|\?|$)/.exec(request.url ?? '')?.[1]
      if (page) request.url = `/web/${page}/index.html`
      next()
    })
  },
}

/**
 * The pages: `dist/web/staff/index.html` is served at /staff and below, `dist/web/admin/index.html` at /admin,
 * `dist/portal/index.html` at / and below.
 * Nothing is inlined, so that the content security policy can forbid inline scripts.
 */
export default defineConfig({
  root: at('.'),
  publicDir: false,
  // The portal is written for Preact and says so in its own files.
  plugins: [react({ include: /\/web\/.*\.tsx?$/ }), ownAddresses],
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.map(at) },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/auth'].map((path) => [path, process.env.API_ORIGIN ?? 'http://127.0.0.1:3000']),
    ),
  },
})
