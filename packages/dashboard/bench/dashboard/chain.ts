import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { formatModelId, type MechanismName } from '@cotrain/sdk'
import { parseModelFile } from '@cotrain/sdk/models'
import { startAnvil } from '@cotrain/testing/anvil'
import { createTestClient, hexToBytes, http } from 'viem'
import { foundry } from 'viem/chains'
import { deployFile } from '../../test/support/chain.ts'
import { teachMany } from '../../test/support/teachMany.ts'

const repo = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const cache = repo('node_modules/.cache/bench-dashboard')

/** Who contributes, in turn: a page that looks for one of them has its own in a list of thousands. */
const contributors = 4

/** What the chain is made of: another content is kept under another name. */
export interface Content {
  mechanism: MechanismName
  contributions: number
}

/** A chain with one model and its contributions. It is made once, and then begun from what was kept. */
export async function startTaughtChain(content: Content) {
  const source = readFileSync(fileURLToPath(import.meta.url))
  const hash = createHash('sha256').update(source).update(JSON.stringify(content)).digest('hex').slice(0, 16)
  const file = join(cache, `${hash}.json`)
  const isKept = existsSync(file)
  const anvil = await startAnvil({
    args: ['--gas-limit', '60000000', ...(isKept ? ['--load-state', file] : [])],
    timeout: 120_000,
  })
  try {
    if (!isKept) {
      await make(anvil.rpcUrl, content)
      await keep(anvil.rpcUrl, file)
    }
  } catch (error) {
    await anvil.stop()
    throw error
  }
  return { ...anvil, id: formatModelId({ mechanism: content.mechanism, modelId: 0n }) }
}

/** Keeps the state of a chain, with its blocks and logs, as anvil reads it from a file. */
async function keep(rpcUrl: string, file: string): Promise<void> {
  const transport = http(rpcUrl, { timeout: 600_000 })
  const state = await createTestClient({ mode: 'anvil', chain: foundry, transport }).dumpState()
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${file}.part`, gunzipSync(hexToBytes(state)))
  renameSync(`${file}.part`, file)
}

async function make(rpcUrl: string, { mechanism, contributions }: Content): Promise<void> {
  const file = parseModelFile(JSON.parse(readFileSync(repo('models/spam-filter/model.json'), 'utf8')))
  const model = await deployFile(rpcUrl, file, {}, mechanism)
  const accounts = Array.from({ length: contributors }, (_, account) => account)
  await teachMany(rpcUrl, model, { count: contributions, accounts, pause: 900 })
}
