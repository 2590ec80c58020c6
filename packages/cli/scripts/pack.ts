/**
 * Makes all that the published package has: the command line in dist/, with the terms of the code of others in it, and
 * in share/ the built dashboard, the models and the files of encoders that come with Cotrain. `npm pack` runs it, and takes share/ away again.
 */
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildCli } from './build.ts'
import { licensesOf } from './licenses.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * @param folder Of the package
 * @throws Error when the dashboard is not built
 */
export async function assemble(folder = here('..')): Promise<void> {
  const dashboard = here('../../dashboard/dist')
  if (!existsSync(`${dashboard}/index.html`)) {
    throw new Error('The dashboard is not built: npm run build -w @cotrain/dashboard')
  }
  const metafile = await buildCli(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist/licenses.md'), licensesOf(metafile, here('..')))
  rmSync(join(folder, 'share'), { recursive: true, force: true })
  cpSync(dashboard, join(folder, 'share/dashboard'), { recursive: true })
  cpSync(here('../../../models'), join(folder, 'share/models'), { recursive: true })
  cpSync(here('../../encoders/data'), join(folder, 'share/encoders/@cotrain/encoders/data'), {
    recursive: true,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await assemble()
