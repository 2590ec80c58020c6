import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from './cli.ts'

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Runs a copy of the command line, of which only `parts` are there, elsewhere than it was built. */
async function runCopy(parts: readonly string[], args: readonly string[]) {
  const folder = join(await temporaryFolder(), 'packages', 'cli')
  for (const part of parts) cpSync(source(part), join(folder, part), { recursive: true })
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'bin', 'cotrain.js'), ...args],
    { encoding: 'utf8', cwd: folder },
  )
  return { status, stdout, stderr }
}

const whole = ['package.json', 'bin', 'dist']

test('what is built runs wherever it is moved to', async () => {
  const encode = ['encode', 'hello world', '--encoder', 'murmur3-v1:12', '--json']
  const { status, stdout, stderr } = await runCopy(whole, encode)
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout).features).toHaveLength(2)
})

test('an install that ran no scripts says what is missing, also as a document', async () => {
  const { status, stdout, stderr } = await runCopy(['package.json', 'bin'], ['models', '--json'])
  expect(status).toBe(1)
  expect(stderr).toContain('npm run build')
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'Error',
      message: expect.stringContaining('not built'),
      hints: ['Build it: npm run build'],
    },
  })
})

test('a dashboard that is not built is said before anything starts', async () => {
  const { status, stderr } = await runCopy(whole, ['up', '--port', '0'])
  expect(status).toBe(1)
  expect(stderr).toMatch(/dashboard is not built[\s\S]*npm run build[\s\S]*--no-dashboard/)
})
