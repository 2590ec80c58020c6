import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const attw = fileURLToPath(new URL('../../../../node_modules/.bin/attw', import.meta.url))

/** What publint and arethetypeswrong have against a package: of its folder, as it is built, and packed. */
export async function complaintsOf(folder: string, tarball: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false })
  const args = [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color']
  const types = await promisify(execFile)(attw, args).then(
    () => [],
    (error: { stdout: string }) => [error.stdout],
  )
  return [...messages.map(message => formatMessage(message, pkg) ?? message.code), ...types]
}

/** The name of the package that an import names. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
