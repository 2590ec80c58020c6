import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  classifierNumber,
  cotrainActions,
  devAccount,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  packWeights,
  trainerAbi,
  trainerOf,
} from '@cotrain/sdk'
import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import type { Command } from 'commander'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { main } from '../src/main.ts'
import { createProgram } from '../src/program.ts'
import { bareChain } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

/** All commands that do something, by their words. */
const commands = leavesOf(createProgram('0', () => undefined))

function leavesOf(command: Command, words: readonly string[] = []): { words: string[]; command: Command }[] {
  const own = command.name() === 'cotrain' ? words : [...words, command.name()]
  if (command.commands.length === 0) return [{ words: [...own], command }]
  return command.commands.flatMap(each => leavesOf(each, own))
}

const asksNode = commands.filter(({ command }) => command.options.some(({ long }) => long === '--rpc'))

let chain: Anvil
let node: BadNode
let folder: string
let file: string
beforeAll(async () => {
  chain = await bareChain()
  node = await startBadNode(chain.rpcUrl)
  folder = await mkdtemp(join(tmpdir(), 'cotrain-test-'))
  file = await writeModel(folder, tinyModel)
})
afterAll(async () => {
  await node?.stop()
  await chain?.stop()
  await rm(folder, { recursive: true, force: true })
})

let [stdout, stderr] = ['', '']
beforeEach(() => {
  const caught = (add: (text: string) => void) =>
    ((text: string | Uint8Array, then?: unknown) => {
      add(String(text))
      if (typeof then === 'function') then()
      return true
    }) as typeof process.stdout.write
  vi.spyOn(process.stdout, 'write').mockImplementation(
    caught(text => {
      stdout += text
    }),
  )
  vi.spyOn(process.stderr, 'write').mockImplementation(
    caught(text => {
      stderr += text
    }),
  )
  // a command ends the process that it has for itself
  vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never)
})
afterEach(async () => {
  // let the last command end, too
  await new Promise(resolve => setTimeout(resolve, 400))
  vi.restoreAllMocks()
  process.exitCode = 0
})

async function run(words: readonly string[]) {
  ;[stdout, stderr] = ['', '']
  process.exitCode = 0
  await main(['node', 'cotrain', ...words])
  return { code: process.exitCode, stdout, stderr }
}

/** What a command needs, so that it comes as far as its node. */
function needs({ words, command }: (typeof commands)[number]): string[] {
  const someValue = (placeholder: string) => {
    if (/file|samples|model/i.test(placeholder)) return file
    if (/hash/i.test(placeholder)) return `0x${'12'.repeat(32)}`
    return '1'
  }
  const args = command.registeredArguments.map(argument => someValue(argument.name()))
  const mandatory = command.options
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ long, flags }) => [long!, someValue(flags)])
  return [...words, ...args, ...mandatory]
}

const secret = 'sEcrEt0123'
const keyed = (url: string) =>
  `${url.replace('//', `//${secret}u:${secret}p@`)}/v3/${secret}path?key=${secret}query#${secret}`

test('no command prints a key in the address of its node, whatever goes wrong', async () => {
  node.badness = { odd: () => ({ status: 403, page: '<html>No.</html>' }) }
  const before = node.count.requests
  for (const each of asksNode) {
    const { code, stdout, stderr } = await run([
      ...needs(each),
      '--rpc',
      keyed(node.url),
      '--json',
      '--verbose',
    ])
    expect(stdout + stderr, each.words.join(' ')).not.toContain(secret)
    expect(code, each.words.join(' ')).not.toBe(0)
    if (each.words[0] !== 'simulate') expect(() => JSON.parse(stdout), each.words.join(' ')).not.toThrow()
  }
  expect(asksNode.length).toBeGreaterThan(20)
  // most do come as far as their node
  expect(node.count.requests - before).toBeGreaterThan(asksNode.length / 2)
})

test.each([
  ['that is no address', `https//node.example/${secret}`],
  ['of another protocol', `ftp://${secret}@node.example/${secret}`],
  ["with an apostrophe and 'from env' in it", `x' from env is invalid ${secret}' ${secret}`],
  ['beside one that is an address', `https://node.example/${secret},htps://node.example/${secret}`],
])('no command prints a key of an address %s', async (_, rpc) => {
  for (const each of asksNode.slice(0, 8)) {
    const { code, stdout, stderr } = await run([...needs(each), '--rpc', rpc, '--json', '--verbose'])
    expect(stdout + stderr, each.words.join(' ')).not.toContain(secret)
    expect(code).toBe(1)
  }
})

test('each command says as a document that it is used wrongly, and exits with 1', async () => {
  for (const { words } of commands) {
    const { code, stdout, stderr } = await run([...words, '--no-such-option', '--json'])
    expect({ words, code }).toEqual({ words, code: 1 })
    expect(JSON.parse(stdout).error, words.join(' ')).toMatchObject({ code: 'UsageError' })
    expect(stderr).toMatch(/^error: /)
  }
})

/** Controls, line ends that forge a row, and turns of the writing direction, in all that an owner may say. */
const nasty = 'Nice\u001b[2J\u009b31m\u0007\r\nforged:0  row\u2028\u202e\u2066\u200f\u061c\u0000'
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/
const metadata = JSON.stringify({
  name: nasty,
  description: nasty,
  classes: [nasty, `b${nasty}`],
  encoder: 'indices-v1:4',
  license: nasty,
  links: { [nasty]: 'https://example.org/', more: `https://example.org/${nasty}` },
})

async function publish() {
  const client = createWalletClient({
    account: devAccount(0),
    chain: foundry,
    transport: http(chain.rpcUrl),
    pollingInterval: 50,
  })
    .extend(publicActions)
    .extend(cotrainActions())
  await client.deployTrainer({ mechanism: 'deposits' })
  const hash = await client.writeContract({
    abi: trainerAbi,
    address: trainerOf('deposits').trainer,
    functionName: 'createModel',
    args: [
      BigInt(classifierNumber('sparse-perceptron')),
      encodeClassifierOptions('sparse-perceptron', { featureCount: 4, weightBits: 8, learningRate: 1 }),
      encodeIncentiveOptions('deposits', {
        refundTime: 0,
        ownerClaimTime: 10,
        anyClaimTime: 20,
        depositWeight: 1,
      }),
      0,
      metadata,
      packWeights(Int32Array.of(0, 9, 9, -9, -9), 8),
    ],
  })
  await client.waitForTransactionReceipt({ hash })
}

test('what strangers call their models and classes moves no cursor and forges no row', async () => {
  node.badness = {}
  await publish()
  const uses: readonly string[][] = [
    ['models'],
    ['status'],
    ['predict', '--features', '0 1'],
    ['export', '--out', join(folder, 'out.json')],
    ['contribute', '--features', '0 1', '--label', '0'],
    ['refund', '--all'],
    ['take', '--all'],
    ['pin', '--model', '0'],
    ['contribute', '--features', '0 1', '--label', 'neither'],
    ['predict', '--features', '0 1', '--model', 'another'],
  ]
  for (const words of uses) {
    const plain = await run([...words, '--rpc', keyed(node.url)])
    expect(plain.stdout + plain.stderr, words.join(' ')).not.toMatch(forbidden)
    expect(plain.stdout, words.join(' ')).not.toMatch(/^forged/m)
    expect(plain.stdout + plain.stderr).not.toContain(secret)
    const document = await run([...words, '--json', '--rpc', keyed(node.url)])
    expect(document.stdout, words.join(' ')).not.toMatch(forbidden)
    expect(document.stdout).not.toContain(secret)
    if (document.stdout !== '') JSON.parse(document.stdout)
  }
})
