import { startAnvil } from '@cotrain/testing/anvil'
import {
  type Address,
  concat,
  createTestClient,
  decodeErrorResult,
  decodeFunctionResult,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  http,
  numberToHex,
  parseAbi,
  publicActions,
  size,
  walletActions,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moduleBytecode } from '../../src/kinds/bytecodes.ts'
import { classifierNames, classifiers, encodeClassifierOptions } from '../../src/kinds/index.ts'
import type { AnySample, Classifier } from '../../src/twin/classifiers/Classifier.ts'
import type { OpenClasses } from '../../src/twin/classifiers/OpenClasses.ts'
import { Journal } from '../../src/twin/Journal.ts'
import { classifiers as twins } from '../../src/twin/trainers/trainers.ts'
import { Dice } from './Dice.ts'
import { sideOf } from './kinds/index.ts'

const abi = parseAbi([
  'function create(bytes options) pure returns (uint56 settings, uint256 requiredWords, bool sets)',
  'function store(uint256 modelId, uint56 settings, uint256 offset, uint256[] words)',
  'function update(uint256 modelId, uint56 settings, bytes sample, uint256 label)',
  'function extend(uint256 modelId, uint56 settings, bool byOwner) returns (uint256 label)',
  'function admitBatch(uint256 modelId, uint8[] labels, bytes[] samples) payable returns (uint256[])',
  'function testLoss(uint256 modelId, uint56 settings, bool quadratic, bytes data, uint256 cursor, uint256 samples, uint256 first, uint256 halves) view returns (uint256 payLoss, uint256 keepLoss, uint256 made, uint256 end)',
  'error BundleTooDear(uint256 gas, uint256 max)',
  'error QuadraticLossNotOffered()',
])

const maxLearningGas = 13_500_000n
/** `BUNDLE`, of what is wanted of a classifier. */
const bundle = 8n
const settingsAt = 8n + 16n
/** The loss of a wrong prediction. */
const wrong = 2 ** 16
const labelled = 30

type Labelled = { label: number; sample: Hex }
type Model = { id: bigint; settings: bigint; twin: Classifier; next: () => Labelled }

/** The modules keep models of their own here, as if they were trainers. */
describe('the losses and the gas of the twin are those of the contract', () => {
  let stop: () => Promise<void>
  let client: ReturnType<typeof clientOf>
  let sender: Address
  let module: Address

  const clientOf = (rpcUrl: string) =>
    createTestClient({ chain: foundry, mode: 'anvil', transport: http(rpcUrl) })
      .extend(publicActions)
      .extend(walletActions)

  beforeAll(async () => {
    const anvil = await startAnvil({ args: ['--gas-limit', '5000000000', '--no-mining'] })
    stop = anvil.stop
    client = clientOf(anvil.rpcUrl)
    sender = (await client.requestAddresses())[0]!
  })
  afterAll(() => stop())

  async function send(request: { to?: Address; data: Hex }) {
    const hash = await client.sendTransaction({ account: sender, gas: 2n ** 24n, ...request })
    await client.mine({ blocks: 1 })
    const receipt = await client.getTransactionReceipt({ hash })
    expect(receipt.status).toBe('success')
    return receipt
  }

  /** What a call returns, or reverts with. */
  async function ask(data: Hex): Promise<{ returned: Hex } | { reverted: Hex }> {
    const transport = client.request as (request: object) => Promise<Hex>
    const params = [{ to: module, data, gas: numberToHex(2n ** 24n) }, 'latest']
    try {
      return { returned: await transport({ method: 'eth_call', params }) }
    } catch (error) {
      const { walk } = error as { walk: (is: (e: unknown) => boolean) => { data: Hex } | null }
      const cause = walk.call(error, e => typeof (e as { data?: unknown }).data === 'string')
      if (cause === null) throw error
      return { reverted: cause.data }
    }
  }

  /** A model on both sides that has learned some samples, and some of them over and over. */
  async function start(name: (typeof classifierNames)[number], id: bigint, dice: Dice): Promise<Model> {
    const side = sideOf({ classifier: name })
    const options = side.options(dice, true)
    const encoded = encodeClassifierOptions(name, options)
    const twin = twins[name].createClassifier(encoded, new Journal()) as Classifier<AnySample>
    const answer = await ask(encodeFunctionData({ abi, functionName: 'create', args: [encoded] }))
    const data = 'returned' in answer ? answer.returned : answer.reverted
    const [settings] = decodeFunctionResult({ abi, functionName: 'create', data })
    const blank = Array<bigint>(twin.requiredWords).fill(0n)
    if (name === 'naive-bayes') blank[0] = 256n << 224n
    // random parameters can be none that the classifier takes
    const words = dice.oneIn(2) ? side.words(dice, options) : blank
    const storing = (list: bigint[]) =>
      encodeFunctionData({ abi, functionName: 'store', args: [id, settings, 0n, list] })
    const fits = words.length === twin.requiredWords && 'returned' in (await ask(storing(words)))
    const parameters = fits ? words : blank
    await send({ to: module, data: storing(parameters) })
    twin.storeParameters(0, parameters)
    while (classifiers[name].addsClasses && twin.classes < (twin as OpenClasses).options.maxClasses) {
      await send({
        to: module,
        data: encodeFunctionData({ abi, functionName: 'extend', args: [id, settings, true] }),
      })
      ;(twin as OpenClasses).classCount++
    }
    const next = () => ({ label: dice.below(twin.classes), sample: side.sample(dice, options) })
    const model = { id, settings, twin, next }
    const few = [next(), next(), next()]
    for (let i = dice.pick([0, 3, 40]); i > 0; i--)
      await learn(model, dice.oneIn(2) ? next() : dice.pick(few))
    return model
  }

  async function learn({ id, settings, twin }: Model, { label, sample }: Labelled) {
    const args = [id, settings, sample, BigInt(label)] as const
    await send({ to: module, data: encodeFunctionData({ abi, functionName: 'update', args }) })
    twin.update(twin.checkSample(sample), label)
  }

  async function compareLosses({ id, settings, twin, next }: Model, dice: Dice) {
    const list = Array.from({ length: labelled }, next)
    const items = list.map(({ label, sample }) =>
      concat([numberToHex(label, { size: 1 }), numberToHex(size(sample), { size: 2 }), sample]),
    )
    const from = dice.below(labelled)
    const most = dice.between(1, labelled)
    const first = dice.below(300)
    const halves = Array.from({ length: 8 }, () => BigInt(dice.below(2 ** 32))).reduce(
      (all, part) => (all << 32n) | part,
      0n,
    )
    for (const quadratic of [false, true]) {
      const cursor = items.slice(0, from).reduce((sum, item) => sum + size(item), 0)
      const numbers = [BigInt(cursor), BigInt(most), BigInt(first), halves] as const
      const args = [id, settings, quadratic, concat(items), ...numbers] as const
      const answer = await ask(encodeFunctionData({ abi, functionName: 'testLoss', args }))
      if (quadratic && twin.quadraticLoss === undefined) {
        const data = 'reverted' in answer ? answer.reverted : '0x'
        expect(decodeErrorResult({ abi, data }).errorName).toBe('QuadraticLossNotOffered')
        continue
      }
      const done = list.slice(from, from + most)
      const sums = [0, 0]
      for (const [i, { label, sample }] of done.entries()) {
        const checked = twin.checkSample(sample)
        const number = first + i
        const pays = BigInt(number & 1) === ((halves >> BigInt(number >> 1)) & 1n)
        const missed = twin.predict(checked) === label ? 0 : wrong
        sums[pays ? 0 : 1]! += quadratic ? twin.quadraticLoss!(checked, label) : missed
      }
      const end = items.slice(0, from + done.length).reduce((sum, item) => sum + size(item), 0)
      const data = 'returned' in answer ? answer.returned : '0x'
      expect(decodeFunctionResult({ abi, functionName: 'testLoss', data })).toEqual(
        [...sums, done.length, end].map(BigInt),
      )
    }
  }

  async function compareBundle({ id, settings, twin, next }: Model, dice: Dice) {
    const list = Array.from({ length: dice.pick([1, 3, 30, 120, 500]) }, next)
    const args = [id, list.map(({ label }) => label), list.map(({ sample }) => sample)] as const
    const terms = (settings << settingsAt) | bundle
    const call = encodeFunctionData({ abi, functionName: 'admitBatch', args })
    const answer = await ask(concat([call, encodeAbiParameters([{ type: 'uint256' }], [terms])]))
    const features = list.reduce((sum, { sample }) => sum + size(sample) / 2, 0)
    // Two bytes a feature, of 24 gas each, are brought.
    const gas = BigInt(twin.bundleGas(features, list.length) + 48 * features)
    const tooDear = gas > maxLearningGas
    expect('reverted' in answer).toBe(tooDear)
    if (!('reverted' in answer)) return
    expect(decodeErrorResult({ abi, data: answer.reverted })).toMatchObject({
      errorName: 'BundleTooDear',
      args: [gas, maxLearningGas],
    })
  }

  test.each(classifierNames)('%s', { timeout: 120_000 }, async name => {
    module = (await send({ data: moduleBytecode(name) })).contractAddress!
    for (let seed = 1; seed <= 12; seed++) {
      const dice = new Dice(seed)
      const model = await start(name, BigInt(seed), dice)
      await compareLosses(model, dice)
      await compareBundle(model, dice)
    }
  })
})
