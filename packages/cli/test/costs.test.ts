import { fileURLToPath } from 'node:url'
import { mechanismNames } from '@cotrain/sdk'
import { describe, expect, test } from 'vitest'
import { bareChain, cotrain, temporaryFolder } from './cli.ts'
import { developmentKey } from './keys.ts'
import { tinyModel, writeModel } from './models.ts'

const penguins = fileURLToPath(new URL('../../../models/penguins/model.json', import.meta.url))
const actions = [
  'deploy',
  'contribute, the model agrees',
  'contribute, the model learns',
  'contribute, one of ten at once',
  'refund',
  'take',
]

describe('costs', () => {
  test('measures a model file, and says what that is in money', async () => {
    const { json } = await cotrain(['costs', penguins, '--gas-price', '10', '--eth-price', '2000', '--json'])
    expect(json.classifier).toBe('dense-multiclass-perceptron')
    expect(json.rows.map((row: { action: string }) => row.action)).toEqual(actions)
    expect(json.assumptions).toMatchObject({
      gasPrice: 10,
      blobPrice: 0.625,
      etherPrice: 2000,
      sources: { gasPrice: 'flag', blobPrice: 'assumed', etherPrice: 'flag' },
    })
    expect(json.assumptions.chains[1]).toMatchObject({ name: 'Arbitrum One', source: 'assumed' })
    for (const { gas, costs } of json.rows) {
      expect(gas).toBeGreaterThan(21_000)
      expect(costs[0]).toMatchObject({ chain: 'Ethereum' })
      expect(costs[0].dollars).toBeCloseTo((gas * 10 * 2000) / 1e9, 3)
      expect(costs[1].dollars).toBeLessThan(costs[0].dollars / 50)
      expect(costs[2].dollars).toBeLessThan(costs[0].dollars / 50)
    }
    expect(json.lives.map((life: { mechanism: string }) => life.mechanism).sort()).toEqual(
      mechanismNames.toSorted(),
    )
    for (const { words, bytes, gas, costs } of json.lives) {
      expect(words).toBe(60)
      expect(gas.amsterdam).toBeGreaterThan(gas.osaka)
      expect(costs[0].dollars.osaka).toBeCloseTo((gas.osaka * 10 * 2000) / 1e9, 3)
      expect(costs[1]).toMatchObject({ chain: 'Arbitrum One' })
      // the chain's own gas at 0.02 gwei, and blobs at the price given for as many bytes
      const ether = (gas.amsterdam * 0.02 + bytes * 0.625) / 1e9
      expect(costs[1].dollars.amsterdam).toBeCloseTo(ether * 2000, 6)
    }
  })

  test.each([
    ['Ethereum', 1],
    ['Base', 8453],
  ])('takes the prices of %s from its node, and says which ones are assumed', async (name, id) => {
    const chain = await bareChain(['--chain-id', String(id), '--base-fee', '7000000000'])
    try {
      const { stdout, stderr } = await cotrain(['costs', penguins, '--rpc', chain.rpcUrl])
      expect(stdout, stderr).toMatch(new RegExp(`${name} +\\d+(\\.\\d+)? gwei +as its node says`))
      expect(stdout).toMatch(/Arbitrum One +0\.02 gwei +assumed: the minimum since/)
      expect(stdout).toMatch(/one ether +\$3,000 +assumed/)
      const { json } = await cotrain(['costs', penguins, '--rpc', chain.rpcUrl, '--json'])
      const priced = json.assumptions.chains.find((each: { id: number }) => each.id === id)
      expect(priced.gasPrice).toBeGreaterThanOrEqual(7)
      expect(priced.source).toBe('node')
      const env = { COTRAIN_PRIVATE_KEY: developmentKey(0) }
      const dryRun = await cotrain(['deploy', penguins, '--dry-run', '--rpc', chain.rpcUrl], { env })
      expect(dryRun.stdout, dryRun.stderr).toMatch(/at the node’s [\d.]+ gwei/)
      expect(dryRun.stdout.includes('publishing the data on Ethereum comes on top')).toBe(name === 'Base')
    } finally {
      await chain.stop()
    }
  })

  test('a node that was named must answer', async () => {
    const { code, stderr } = await cotrain(['costs', penguins, '--rpc', 'http://127.0.0.1:1'])
    expect(code).toBe(1)
    expect(stderr).toContain('does not answer')
  })

  test('measures a live model on a fork, and leaves the chain alone', async () => {
    const chain = await bareChain()
    try {
      const env = { COTRAIN_RPC: chain.rpcUrl }
      const file = await writeModel(await temporaryFolder(), tinyModel)
      const { json: deployed } = await cotrain(['deploy', file, '--json'], { env })
      const { json, stderr } = await cotrain(['costs', 'tiny', '--json'], { env })
      expect(json.rows, stderr).toHaveLength(actions.length)
      expect(json.assumptions.chains.at(-1).name).toBe('chain 31337')
      const status = await cotrain(['status', '--model', deployed.id, '--json'], { env })
      expect(status.json.model.contributions).toBe(0)
    } finally {
      await chain.stop()
    }
  })

  test('a price must be above 0', async () => {
    const { code, stderr } = await cotrain(['costs', '--eth-price', 'much'])
    expect(code).toBe(1)
    expect(stderr).toContain('a number above 0')
  })
})
