import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cotrain, type Up, up } from './cli.ts'

const root = new URL('../../../', import.meta.url)

/** The code blocks of the README in one language, in order. */
async function blocks(language: string): Promise<string[]> {
  const readme = await readFile(new URL('README.md', root), 'utf8')
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(match => match[1]!)
}

/** The words of a command as a shell would split them; quotes, but no escapes. */
const words = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2]!)

describe('what the README says', () => {
  let chain: Up
  let state: string
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'cotrain-test-'))
    chain = await up(['--state', state, '--dashboard-port', '0'])
    const told = async () =>
      (await (await fetch(`${chain.dashboardUrl}/local.json`)).json()) as { isComplete: boolean }
    await vi.waitUntil(async () => (await told()).isComplete, { timeout: 110_000, interval: 500 })
  })
  afterAll(async () => {
    await chain.stop()
    await rm(state, { recursive: true })
  })

  test('the commands to try work, one after the other', async () => {
    const commands = (await blocks('sh')).flatMap(block => block.trim().split('\n'))
    const outputs = new Map<string, string>()
    for (const line of commands.filter(command => command.startsWith('npx cotrain'))) {
      const args = words(line.replace(/^npx cotrain /, '').replaceAll('.cotrain/', `${state}/`))
      const { code, stdout, stderr } = await cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
      expect(code, `${line}\n${stdout}${stderr}`).toBe(0)
      outputs.set(args.filter(word => /^[a-z]/i.test(word)).join(' '), stdout)
    }
    const printed = (command: string) => [...outputs].find(([line]) => line.startsWith(command))?.[1]
    expect(printed('predict Congratulations!')).toMatch(/^spam/)
    expect(printed('predict wake')).toMatch(/^alarm/)
    expect(printed('refund')).toContain('1 contribution refunded')
    expect(printed('verify')).toMatch(/\d+ points in all/)
    expect(printed('market status')).toContain('● settled')
    expect(printed('market claim')).toContain('3 bundles paid')
    expect(printed('simulate quick populations.malicious.share=0.4 mechanism')).toContain('challenges')
  })

  test('the example of the SDK runs', async () => {
    const [source] = await blocks('ts')
    const file = new URL(`packages/cli/test/readme-example-${process.pid}.ts`, root)
    await writeFile(file, source!.replace('http://127.0.0.1:8545', chain.rpcUrl))
    try {
      expect(await runTypeScript(fileURLToPath(file))).toBe('spam\n')
    } finally {
      await rm(file)
    }
  })
})

function runTypeScript(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const tsconfig = fileURLToPath(new URL('tsconfig.base.json', root))
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: fileURLToPath(root),
      env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
    })
    let output = ''
    let errors = ''
    child.stdout.on('data', data => {
      output += data
    })
    child.stderr.on('data', data => {
      errors += data
    })
    child.on('close', code => (code === 0 ? resolve(output) : reject(new Error(errors))))
  })
}
