import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compress } from './build/compress.ts'
import { caching, metaPolicy, pageHeaders } from './headers.ts'
import { walletConnect } from './walletConnect.ts'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The page says itself what it may load, and beside it lies what servers should say (headers.ts). */
const security: Plugin = {
  name: 'security',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy } },
  ],
  generateBundle() {
    const source = JSON.stringify({ headers: pageHeaders, caching }, null, 2)
    this.emitFile({ type: 'asset', fileName: 'headers.json', source })
  },
}

/** The chain that the page reads where its visitor has chosen none: `COTRAIN_RPC` and `COTRAIN_CHAIN_ID` of the build. */
const defaultChain: Plugin = {
  name: 'default-chain',
  transformIndexHtml() {
    const { COTRAIN_RPC: rpcUrl, COTRAIN_CHAIN_ID: id } = process.env
    if (!rpcUrl) return []
    const chainId = Number(id)
    if (!Number.isSafeInteger(chainId) || chainId <= 0) {
      throw new Error(`COTRAIN_RPC needs COTRAIN_CHAIN_ID beside it, the number of its chain. It is ${id}.`)
    }
    const content = JSON.stringify({ rpcUrl, chainId })
    return [{ tag: 'meta', attrs: { name: 'cotrain-chain', content } }]
  },
}

/** Where `cotrain up` serves what it knows of the local chain; the development server asks there. */
const cotrainUp = process.env.COTRAIN_DASHBOARD ?? 'http://127.0.0.1:8546'

const servedBeside = ['/local.json', '/held-out', '/market', '/encoders', '/originals']

/** Paths are relative and routes live behind `#`, so that any folder of any web server can hold the built page. */
export default defineConfig({
  root: source('.'),
  base: './',
  plugins: [react(), security, defaultChain, compress(), walletConnect()],
  resolve: {
    // The sources stand for their packages, as in tsconfig.base.json.
    alias: [
      { find: /^@cotrain\/encoders$/, replacement: source('../encoders/src/index.ts') },
      { find: /^@cotrain\/encoders\/(.+)$/, replacement: source('../encoders/src/$1/index.ts') },
      { find: /^@cotrain\/sdk$/, replacement: source('../sdk/src/index.ts') },
      { find: /^@cotrain\/sdk\/(.+)$/, replacement: source('../sdk/src/$1/index.ts') },
      { find: /^@cotrain\/simulator$/, replacement: source('../simulator/src/index.ts') },
      { find: /^@cotrain\/simulator\/(.+)$/, replacement: source('../simulator/src/$1/index.ts') },
    ],
  },
  server: {
    proxy: Object.fromEntries(servedBeside.map(path => [path, cotrainUp])),
  },
  preview: { proxy: {} },
  worker: { format: 'es' },
  // whose code is in the page, and under which terms, is served with it
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    license: { fileName: 'licenses.md' },
    manifest: 'manifest.json',
  },
})
