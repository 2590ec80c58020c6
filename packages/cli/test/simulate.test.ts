import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { summary } from '../src/simulate/summary.ts'
import { cotrain, temporaryFolder, up } from './cli.ts'

const docs = await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')

const blocks = (language: string) =>
  [...docs.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(match => match[1]!)
const commands = blocks('sh').flatMap(block => block.trim().split('\n'))
const words = (command: string) => command.replace(/^npx cotrain /, '').split(' ')

describe('what docs/simulator.md says', () => {
  test.each(commands.filter(line => !line.includes('--replay')))('%s', async line => {
    const { code, stdout, stderr } = await cotrain(words(line), { cwd: await temporaryFolder() })
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/quick/)
  })

  test.each(commands.filter(line => line.includes('--replay')))('%s', async line => {
    const chain = await up(['--empty', '--no-dashboard', '--state', await temporaryFolder()])
    try {
      const args = words(line).map(word => (word.startsWith('http:') ? chain.rpcUrl : word))
      const { code, stdout, stderr } = await cotrain(args)
      expect(code, stderr).toBe(0)
      expect(stdout).toMatch(/The chain ends as the twin does: [\d,]+ values are equal, to the wei/)
    } finally {
      await chain.stop()
    }
  })

  test('the scenario is one', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'mine.json'), blocks('json')[0]!)
    const { code, json, stderr } = await cotrain(['simulate', 'mine.json', '--json'], { cwd: folder })
    expect(code, stderr).toBe(0)
    expect(json).toMatchObject({ format: 'cotrain-sweep-1', name: 'mine', seeds: [1] })
    expect(json.runs).toHaveLength(3)
  })
})

test('points, and the figures that one asks for', async () => {
  const args = ['simulate', 'points', '--set', 'duration=432000']
  const all = await cotrain(args)
  expect(all.code, all.stderr).toBe(0)
  expect(all.stdout).toMatch(/honest points +attack points\n/)
  expect(all.stdout).toMatch(/claims +\d+ verified, \d+ reported/)
  expect(all.stdout).not.toMatch(/deposits/)
  const few = await cotrain([...args, '--set', 'reporters=["points","gini"]'])
  expect(few.stdout).toMatch(/^all +seeds +honest points +attack points +Gini$/m)
})

test('tables are cut into several where a line is short', async () => {
  const { json } = await cotrain(['simulate', 'points', '--set', 'duration=86400', '--json'])
  const [wide, narrow] = [summary(json), summary(json, 80)]
  const tables = narrow.split('\n\n').slice(1)
  for (const line of tables.slice(0, 4).flatMap(table => table.split('\n')))
    expect(line.length).toBeLessThanOrEqual(80)
  const heads = (text: string) => text.match(/(?:agents|gas|profit|points|mean)\b/g)!.toSorted()
  expect(heads(narrow)).toEqual(heads(wide))
})

test('a scenario in TypeScript', async () => {
  const folder = await temporaryFolder()
  const scenario = `
    const hours: number = 12
    export default {
      name: 'typed',
      data: { set: 'synthetic', train: 200, test: 50, features: 50 },
      classifier: { type: 'naive bayes' },
      populations: { honest: { strategy: 'honest', count: 2 } },
      duration: hours * 3600,
    }`
  await writeFile(join(folder, 'typed.ts'), scenario)
  const { code, json, stderr } = await cotrain(['simulate', 'typed.ts', '--json'], { cwd: folder })
  expect(code, stderr).toBe(0)
  expect(json.runs[0].metrics.duration).toBe(43_200)

  await writeFile(join(folder, 'other.ts'), 'export const scenario = {}')
  const other = await cotrain(['simulate', 'other.ts'], { cwd: folder })
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('other.ts exports no scenario')
})

test('a search, as text and as JSON', async () => {
  const args = ['simulate', 'quick', '--set', 'duration=86400', '--seeds', '2', '--evaluations', '5']
  args.push('--training', '1', '--goal', 'lostPoints', '--search', 'populations.malicious.share=0.1..0.5')
  const { code, stdout, stderr } = await cotrain(args)
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/The most lostPoints of 5 trials on 1 seeds, and on 2 others:/)
  expect(stdout).toMatch(/as it was +0\.\d+ +\S+ ± [\s\S]*best +0\.\d+ +\S+ ± [\s\S]*difference +\S+ ± /)
  expect(stdout).toMatch(/The best again: --set populations\.malicious\.share=0\.\d+/)
  const { json } = await cotrain([...args, '--json'])
  expect(json).toMatchObject({ format: 'cotrain-search-1', goal: { metric: 'lostPoints', direction: 'max' } })
  expect(json.trials).toHaveLength(5)
})

test('after Ctrl-C the same command goes on', async () => {
  const folder = await temporaryFolder()
  const out = join(folder, 'out.json')
  const args = ['simulate', 'quick', '--seeds', '40', '--threads', '2', '--json', out]
  const bin = fileURLToPath(new URL('../bin/cotrain.js', import.meta.url))
  const child = spawn(process.execPath, [bin, ...args], { stdio: 'ignore' })
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const lines = async () =>
    existsSync(`${out}.lines`) ? (await readFile(`${out}.lines`, 'utf8')).split('\n').length - 1 : 0
  while ((await lines()) < 3 && child.exitCode === null) await sleep(20)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  const before = (await readFile(`${out}.lines`, 'utf8')).split('\n').slice(1, 3)
  const { code, stderr } = await cotrain(args)
  expect(code, stderr).toBe(0)
  const { runs } = JSON.parse(await readFile(out, 'utf8'))
  expect(runs.map((run: { seed: number }) => run.seed)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  for (const line of before) expect(runs).toContainEqual(JSON.parse(line))
  expect(existsSync(`${out}.lines`)).toBe(false)
})

describe('bad input', () => {
  test.each([
    [['simulate'], /Name a scenario/],
    [['simulate', 'nothing'], /There is no scenario "nothing"[\s\S]*quick, attacks/],
    [
      ['simulate', 'quick', '--set', 'populations.malicious.shares=1'],
      /populations\.malicious\.shares is no field/,
    ],
    [['simulate', 'quick', '--set', 'duration'], /--set duration: write it as path=value/],
    [
      ['simulate', 'quick', '--search', 'populations.malicious.shares=0.0..1'],
      /populations\.malicious\.shares is no field/,
    ],
    [['simulate', 'quick', '--search', 'duration'], /--search duration: write it as path=low\.\.high/],
    [['simulate', 'quick', '--search', 'duration=5'], /--search duration: 5 is no range/],
    [
      ['simulate', 'quick', '--search', 'duration=1..2', '--goal', 'acuracy'],
      /--goal acuracy: there is no metric "acuracy"[\s\S]*lostPoints/,
    ],
    [
      ['simulate', 'quick', '--search', 'duration=1..2', '--goal', 'gini:most'],
      /--goal gini:most: write gini:max or gini:min/,
    ],
    [['simulate', 'quick', '--search', 'duration=1..2', '--report', 'x'], /--search and --report do not go/],
    [['simulate', 'quick', '--evaluations', '5'], /--evaluations is for searches: add --search/],
    [['simulate', 'attacks', '--search', 'duration=1..2'], /axes: a search has none/],
    [['simulate', 'quick', '--seeds', '0'], /whole number from 1/],
    [['simulate', 'imdb-perceptron', '--set', 'data.path=/nowhere'], /data\.path: the IMDB reviews/],
    [
      ['simulate', 'quick', '--set', 'reporters=["acuracy"]'],
      /reporters\.0: must be one of accuracy, .*gini/,
    ],
    [['simulate', 'quick', '--set', 'mechanism=points'], /mechanism: must be an object such as/],
    [['simulate', 'quick', '--json', '/nowhere/at/all.json'], /--json .*: there is no folder \/nowhere\/at/],
    [['simulate', 'quick', '--report', process.execPath], /--report .*: is a file/],
    [['simulate', '/'], /\/ is a folder/],
    [['simulate', 'attacks', '--replay', 'http://127.0.0.1:9'], /--replay sends one run, but .* axes/],
    [['simulate', 'quick', '--replay', 'http://127.0.0.1:9'], /No node answers at http:\/\/127\.0\.0\.1:9/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await cotrain(args)
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n {4}at /)
  })
})
