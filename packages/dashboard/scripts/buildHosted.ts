/**
 * Builds the page as a folder that any web server can hold, with a demo that it plays where no chain can be reached:
 * `npm run build:hosted -w @cotrain/dashboard [FOLDER]`.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { startLocalChain } from './localChain.ts'
import { recordDemo } from './recordDemo.ts'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const [given] = process.argv.slice(2)
const page =
  given === undefined ? source('../../../artefacts/hosted') : resolve(process.env.INIT_CWD ?? '.', given)

await build({
  configFile: source('../vite.config.ts'),
  logLevel: 'error',
  build: { outDir: page, emptyOutDir: true },
})
const chain = await startLocalChain(page)
try {
  const bytes = await recordDemo(page, chain)
  console.log(`${page}\nholds the page; its demo takes ${(bytes / 1e3).toFixed(0)} kB.`)
} finally {
  await chain.stop()
}
