/**
 * Writes the parts of the Python client that follow from the description of `cotrain serve`.
 *
 * Usage: npx tsx packages/cli/scripts/pythonClient.ts
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { openApiDocument } from '../src/serve/openapi.ts'
import { clientModule } from './python/client.ts'
import { errorsModule, modelsModule } from './python/models.ts'
import type { OpenApi } from './python/types.ts'

/** Where the client is. */
export const pythonFolder = fileURLToPath(new URL('../../../clients/python', import.meta.url))

/** The generated files, by their paths in the client's folder. */
export async function pythonFiles(): Promise<Record<string, string>> {
  const document = (await openApiDocument(manifest.version)) as OpenApi
  return {
    'src/cotrain_client/client.py': clientModule(document),
    'src/cotrain_client/errors.py': errorsModule(document),
    'src/cotrain_client/models.py': modelsModule(document),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await pythonFiles())) {
    writeFileSync(`${pythonFolder}/${path}`, text)
  }
}
