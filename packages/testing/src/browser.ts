/**
 * Headless Chromium for the tests, on a machine that has none.
 *
 * Where it comes from, in this order:
 * 1. `COTRAIN_CHROMIUM`, the path of an executable, when set;
 * 2. the npm package `@sparticuz/chromium` (Linux, x64): a packed chromium with fonts. It needs six libraries that a
 *    bare Debian lacks (libnspr4, libnss3, libnssutil3, libplc4, libplds4, libexpat); the package carries them for
 *    Amazon's machines and unpacks them when it believes to run there, so we say so and set LD_LIBRARY_PATH;
 * 3. a chromium or chrome of the system.
 *
 * Nothing has to be installed by hand; glibc 2.34 and libgcc, which come with Debian 12, are all that it finds outside. The package's own start options are not used: they switch off the web
 * security (CORS) that the tests should meet, and its single-process mode.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

const cache = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url))

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Starts the browser; the caller closes it. Throws when no chromium can be found. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env } as Record<string, string>,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', ...more],
  })
}

async function findChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const chosen = process.env.COTRAIN_CHROMIUM
  if (chosen) return { executablePath: chosen, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpackChromium()
    return {
      executablePath: join(folder, 'chromium'),
      env: {
        LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
        FONTCONFIG_PATH: join(folder, 'fonts'),
      },
    }
  }
  const executablePath = systemPaths.find(path => existsSync(path))
  if (!executablePath) throw new Error('No chromium found: set COTRAIN_CHROMIUM to the path of one.')
  return { executablePath, env: {} }
}

/**
 * Unpacks the npm package into a folder named by its version. The package takes any file that exists for a whole
 * one, so it works in a fresh folder that gets its name only when it is complete: test files that start at the same
 * time, or a run that was broken off, do no harm.
 */
async function unpackChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8'))
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder

  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'unpacking-'))
  const before = { ...process.env }
  Object.assign(process.env, { TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
  writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontsConfig(join(folder, 'fonts')))
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package's own file names folders that only Amazon's machines have; without any font, form fields crash. */
const fontsConfig = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`
