import { mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Keystore } from 'ox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { createProgram } from '../src/program.ts'
import { bareChain, cotrain, sharedFolder, start } from './cli.ts'
import { developmentKey } from './keys.ts'
import { tinyModel, writeModel } from './models.ts'

const page = readFileSync(new URL('../../../docs/production.md', import.meta.url), 'utf8')

/** A block of the page, and the heading that it stands under. */
type Block = { title: string; language: string; text: string }

const blocks = page.split(/^(?=##+ )/m).flatMap((section): Block[] => {
  const title = /^##+ (.*)/.exec(section)?.[1] ?? ''
  return [...section.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language = '', text = '']) => ({
    title,
    language,
    text,
  }))
})

const { commands } = createProgram('0', () => undefined)
const known = commands.map(command => command.name())
/** The words of a command as a shell would split them; quotes, but no escapes. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2] ?? '').slice(1)
/** What of a page's commands this version has. */
const exists = (lines: readonly string[]) => lines.every(line => known.includes(words(line)[0] ?? ''))

/** Where people are asked before something is sent, there is nobody here to answer. */
function agreed(args: readonly string[]): string[] {
  const { options = [] } = commands.find(command => command.name() === args[0]) ?? {}
  return options.some(({ long }) => long === '--yes') ? [...args, '--yes'] : [...args]
}

const commandsOf = ({ text }: Block) => text.trim().split('\n')
/** The command of a systemd unit. */
const serviceOf = ({ text }: Block) => /^ExecStart=(.*)$/m.exec(text)?.[1]

/** The blocks are for one operator, who goes through the page from top to bottom. */
describe('docs/production.md, on a chain that is not a local one', () => {
  let chain: Anvil
  let at: Awaited<ReturnType<typeof sharedFolder>>
  let env: NodeJS.ProcessEnv
  beforeAll(async () => {
    chain = await bareChain(['--chain-id', '8888'])
    at = await sharedFolder()
    await writeModel(at.folder, tinyModel)
    const [key, options] = Keystore.pbkdf2({ password: 'secret', iterations: 1_000 })
    const keystore = JSON.stringify(Keystore.encrypt(developmentKey(5), key, options))
    await writeFile(join(at.folder, 'keystore.json'), keystore)
    const state = join(at.folder, 'state')
    mkdirSync(state)
    env = {
      COTRAIN_RPC: chain.rpcUrl,
      COTRAIN_PASSWORD: 'secret',
      XDG_STATE_HOME: state,
      XDG_CACHE_HOME: state,
    }
  })
  afterAll(() => Promise.all([chain?.stop(), at?.remove()]))

  const shell = blocks.filter(({ language }) => language === 'sh')
  for (const block of shell) {
    test.runIf(exists(commandsOf(block)))(`${block.title}: its commands work`, async () => {
      for (const line of commandsOf(block)) {
        const { code, stdout, stderr } = await cotrain(agreed(words(line)), { env, cwd: at.folder })
        expect(code, `${line}\n${stdout}${stderr}`).toBe(0)
      }
    })
  }

  const services = blocks.flatMap(block => {
    const command = serviceOf(block)
    return command === undefined ? [] : [{ title: block.title, command }]
  })
  for (const { title, command } of services) {
    test.runIf(exists([command]))(
      `${title}: its service starts, is well, and ends when it is told to`,
      async () => {
        const given = command.replaceAll('/etc/cotrain', at.folder).replace(/(port) \d+/, '$1 0')
        const service = start(words(given), { env })
        const url = () => /http:\/\/127\.0\.0\.1:\d+(?!.*\/…)/.exec(heard(service.said, chain.rpcUrl))?.[0]
        await expect.poll(url).toBeDefined()
        const health = () => fetch(`${url()}/healthz`).then(({ status }) => status)
        await expect.poll(health).toBe(200)
        const metrics = await (await fetch(`${url()}/metrics`)).text()
        const prefix = `cotrain_${words(command)[0]}_`
        for (const name of namesIn(page, prefix)) expect(metrics, name).toContain(`# TYPE ${name} `)
        service.kill('SIGTERM')
        expect(await service.ended, service.said.stderr).toBe(0)
      },
    )
  }

  test('there are commands and services to try', () => {
    expect([shell.length, services.length]).toEqual([3, 2])
  })
})

/** What a service has said, without the address of its node. */
const heard = ({ stdout, stderr }: { stdout: string; stderr: string }, node: string) =>
  `${stdout}${stderr}`.replaceAll(node, '')

/** The metrics that the page names in full. */
const namesIn = (text: string, prefix: string) =>
  new Set([...text.matchAll(new RegExp(`\\b${prefix}\\w+`, 'g'))].map(([name]) => name))
