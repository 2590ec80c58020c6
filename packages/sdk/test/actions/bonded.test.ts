import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { abiOf, defaultOptions, type ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { courtCode, courtFee, dearCourtCode, court as testCourt } from '../twin/mechanisms/court.ts'
import { type Chain, startChain } from './chain.ts'

type Client = ReturnType<Chain['client']>

const kind = { classifier: 'sparse-perceptron', mechanism: 'bonded' } as const
const deposit = parseEther('0.001')
const incentiveOptions = { ...defaultOptions('bonded'), challengeTime: 3600, deposit, maxChallenges: 4 }
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 30 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
/** Says 1 to the first four features, 0 to the others. */
const words = packWeights(Int32Array.of(0, 20, 20, 20, 20, -20, -20, -20, -20), 8)

let chain: Chain
let model: ModelReference<'bonded', 'sparse-perceptron'>

beforeAll(async () => {
  chain = await startChain()
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  ;({ model } = await owner.createModelSync({
    ...kind,
    classifierOptions,
    incentiveOptions,
    metadata,
    words,
  }))
})
afterAll(() => chain?.anvil.stop())

test('the worked example of docs/bonded.md, by actions', async () => {
  const [mallory, alice, bob, anybody] = [1, 2, 3, 4].map(i => chain.client(i))
  const sample = Uint16Array.of(1)
  expect(await mallory!.priceOf({ model, label: 1, sample })).toBe(deposit)
  expect(await mallory!.priceOf({ model, label: 0, sample })).toBe(4n * deposit)
  expect(await mallory!.price({ model })).toBe(4n * deposit)

  const { index, deposit: staked } = await mallory!.contributeSync({ model, label: 0, sample })
  expect(staked).toBe(parseEther('0.004'))
  const [fresh] = await alice!.listChallenges({ model })
  expect(fresh).toMatchObject({ status: 'open', label: 0, predicted: 1, staked: 0n, payout: 0n })
  expect([fresh!.bond, fresh!.gain]).toEqual([parseEther('0.008'), parseEther('0.004')])

  const contradiction = { model, index, label: 1 }
  expect(await alice!.challengeSync(contradiction)).toMatchObject({ bond: parseEther('0.008') })
  await mallory!.challengeSync({ ...contradiction, label: 0 })
  const [before] = await bob!.listChallenges({ model })
  expect(before!.gains).toEqual([{ label: 1, gain: parseEther('0.016') }])
  await expect(bob!.challenge({ ...contradiction, maxBond: 1n })).rejects.toMatchObject({
    name: 'MaxDepositExceededError',
  })
  await bob!.challengeSync(contradiction)
  await expect(anybody!.settleContribution({ model, index })).rejects.toMatchObject({ name: 'TooEarlyError' })
  await expect(alice!.challenge(contradiction)).rejects.toMatchObject({ name: 'AlreadyAssertedError' })

  await chain.skip(3601)
  await expect(mallory!.challenge({ ...contradiction, label: 0 })).rejects.toMatchObject({
    name: 'TooLateError',
  })
  const [final] = await bob!.listChallenges({ model })
  expect(final).toMatchObject({ status: 'final', label: 1, bond: undefined, staked: parseEther('0.032') })
  expect(final!.payout).toBe(parseEther('0.048'))
  const settled = await anybody!.settleContributionSync({ model, index })
  expect(settled).toMatchObject({ index, label: 1 })
  expect(settled.amounts).toEqual([0n, parseEther('0.012'), 0n, parseEther('0.048')])
  expect(await alice!.predict({ model, sample })).toBe(1)
  expect(await alice!.getBalance({ address: model.trainer })).toBe(0n)

  const [after] = await alice!.listChallenges({ model })
  expect(after).toMatchObject({ status: 'settled', label: 1, staked: parseEther('0.008') })
  expect(after!.payout).toBe(parseEther('0.012'))
  const record = await alice!.getContribution({ model, index })
  expect(record).toMatchObject({ status: 'settled', remaining: 0n })
  expect(record.challenges).toHaveLength(3)
  expect(record.payouts.map(({ amount }) => amount)).toEqual([parseEther('0.012'), parseEther('0.048')])
})

test('settles all that is final, and only that, in one transaction', async () => {
  const [one, two] = [chain.client(1), chain.client(2)]
  const right = (feature: number) => ({ label: feature < 4 ? 1 : 0, sample: Uint16Array.of(feature) })
  const { contributions } = await one.contributeBatchSync({ model, contributions: [right(2), right(5)] })
  const [first, second] = contributions.map(({ index }) => index) as [bigint, bigint]
  await chain.skip(1800)
  await two.challengeSync({ model, index: second, label: 1 })
  await chain.skip(1801)
  const { settled, hashes } = await two.settleContributionsSync({ model })
  expect(settled.map(({ index }) => index)).toEqual([first])
  expect(hashes).toHaveLength(1)
  await expect(two.settleContribution({ model, index: first })).rejects.toMatchObject({
    name: 'NoOpenContributionError',
  })
  await one.challengeSync({ model, index: second, label: 0 })
  await chain.skip(3601)
  const rest = await two.settleContributionsSync({ model })
  expect(rest.settled.map(({ index, label }) => [index, label])).toEqual([[second, 0]])
  expect(await two.settleContributionsSync({ model })).toEqual({ settled: [], dropped: [], hashes: [] })
})

test('a synced twin predicts and quotes what the chain does; other kinds are refused', async () => {
  const client = chain.client(1)
  const { twin } = await client.syncModel({ model })
  for (const feature of [0, 1, 5, 7]) {
    const sample = Uint16Array.of(feature)
    expect(twin.predict(model.modelId, sample)).toBe(await client.predict({ model, sample }))
    expect(twin.priceOf(model.modelId, 0, sample)).toBe(await client.priceOf({ model, label: 0, sample }))
  }
  const other = { ...model, mechanism: 'deposits' } as unknown as typeof model
  await expect(client.listChallenges({ model: other })).rejects.toMatchObject({ name: 'WrongMechanismError' })
  await expect(client.refund({ model: model as never, index: 0n })).rejects.toMatchObject({
    name: 'WrongMechanismError',
  })
})

/** A model of its own, so that its numbers begin at 0. */
async function create(options: Partial<typeof incentiveOptions>) {
  const owner = chain.client(0)
  const created = await owner.createModelSync({
    ...{ ...kind, classifierOptions, metadata, words },
    incentiveOptions: { ...incentiveOptions, ...options },
  })
  return created.model
}

/** A contribution by account 1 that 2 and 1 have challenged as often as they may, twice. */
async function contest(own: typeof model, feature: number) {
  const [one, two] = [chain.client(1), chain.client(2)]
  const { index } = await one.contributeSync({ model: own, label: 0, sample: Uint16Array.of(feature) })
  await two.challengeSync({ model: own, index, label: 1 })
  await one.challengeSync({ model: own, index, label: 0 })
  return index
}

test('what stays contested is dropped, and costs those who began one deposit each', async () => {
  const own = await create({ maxChallenges: 2 })
  const [one, two] = [chain.client(1), chain.client(2)]
  const index = await contest(own, 5)
  const [contested] = await two.listChallenges({ model: own })
  expect(contested).toMatchObject({ status: 'contested', bond: undefined, payout: deposit })
  await expect(two.challenge({ model: own, index, label: 1 })).rejects.toMatchObject({
    name: 'TooManyChallengesError',
  })
  await expect(two.dispute({ model: own, index })).rejects.toMatchObject({ name: 'NoArbiterError' })
  await chain.skip(3601)
  const [undecided] = await one.listChallenges({ model: own })
  expect(undecided).toMatchObject({ status: 'undecided', payout: 4n * deposit })
  const { dropped, settled } = await two.settleContributionsSync({ model: own })
  expect(settled).toEqual([])
  expect(dropped.map(each => each.amounts)).toEqual([[0n, deposit, 4n * deposit]])
  const [closed] = await one.listChallenges({ model: own })
  expect(closed).toMatchObject({ status: 'dropped', payout: 4n * deposit })
  expect((await one.getContribution({ model: own, index })).status).toBe('dropped')
})

test('a referee decides what stays contested, and burns the losing stakes', async () => {
  const referee = chain.client(3)
  const own = await create({ maxChallenges: 2, arbiter: referee.account.address, rulingTime: 7200 })
  const described = await referee.getModel({ model: own })
  expect(described.arbiter).toEqual({
    address: referee.account.address,
    kind: 'referee',
    stands: 'account',
    fee: 0n,
  })
  const [one, two] = [chain.client(1), chain.client(2)]
  const index = await contest(own, 5)
  const { disputeId, fee } = await two.disputeSync({ model: own, index })
  expect(fee).toBe(0n)
  expect(await two.listChallenges({ model: own })).toMatchObject([{ status: 'disputed', ruling: undefined }])
  await expect(two.settleContribution({ model: own, index })).rejects.toMatchObject({ name: 'TooEarlyError' })
  await expect(two.rule({ model: own, index, label: 1 })).rejects.toMatchObject({
    name: 'UnknownDisputeError',
  })
  expect(await referee.ruleSync({ model: own, index, label: 1 })).toMatchObject({ disputeId, ruling: 2n })
  const [decided] = await two.listChallenges({ model: own })
  expect(decided).toMatchObject({ status: 'decided', label: 1, ruling: { label: 1 }, payout: 2n * deposit })
  const { settled } = await one.settleContributionsSync({ model: own })
  expect(settled).toMatchObject([{ index, label: 1, amounts: [0n, 2n * deposit, 0n, 0n] }])
  expect(await two.listChallenges({ model: own })).toMatchObject([
    { status: 'settled', label: 1, payout: 2n * deposit },
  ])
  // nobody rules in time: it is dropped
  const another = await contest(own, 6)
  await two.disputeSync({ model: own, index: another })
  await chain.skip(7201)
  expect(await two.settleContributionSync({ model: own, index: another })).toMatchObject({ label: undefined })
})

test('several pay a bond together, and share what it earns', async () => {
  const own = await create({})
  const [one, two, three] = [1, 2, 3].map(i => chain.client(i)) as [Client, Client, Client]
  const { index } = await one.contributeSync({ model: own, label: 0, sample: Uint16Array.of(5) })
  const bond = 2n * deposit
  const pool = { model: own, index, label: 1 }
  expect(await two.pledgeSync({ ...pool, amount: deposit / 2n })).toMatchObject({
    bond,
    amount: deposit / 2n,
  })
  await expect(two.challengeTogether(pool)).rejects.toMatchObject({ name: 'PoolNotFullError' })
  expect(await two.listChallenges({ model: own })).toMatchObject([
    { pools: [{ label: 1, bond, pledged: deposit / 2n, mine: deposit / 2n }], withdrawable: deposit / 2n },
  ])
  await three.pledgeSync({ ...pool, amount: 10n * deposit })
  expect(await three.getPool(pool)).toMatchObject({ missing: 0n, mine: (3n * deposit) / 2n })
  expect(await one.challengeTogetherSync(pool)).toMatchObject({ account: own.trainer, bond })
  expect(await two.listChallenges({ model: own })).toMatchObject([{ pools: [], staked: deposit / 2n }])
  await expect(two.withdrawPledge({ model: own, index })).rejects.toMatchObject({ name: 'PoolAtStakeError' })
  await chain.skip(3601)
  await one.settleContributionSync({ model: own, index })
  expect(await two.listChallenges({ model: own })).toMatchObject([{ withdrawable: (3n * deposit) / 4n }])
  const { withdrawn } = await two.withdrawPledgeSync({ model: own, index })
  expect(withdrawn.map(({ amount }) => amount)).toEqual([(3n * deposit) / 4n])
  await expect(two.withdrawPledge({ model: own, index })).rejects.toMatchObject({
    name: 'NothingPledgedError',
  })
})

test('the same sample counts once', async () => {
  const own = await create({})
  const [one, two] = [chain.client(1), chain.client(2)]
  const lesson = { model: own, label: 1, sample: Uint16Array.of(1) }
  const { index: original } = await one.contributeSync(lesson)
  await expect(two.contribute(lesson)).rejects.toMatchObject({ name: 'DuplicateSampleError', original })
  const twice = { model: own, contributions: [lesson, lesson] }
  await expect(two.contributeBatch(twice)).rejects.toMatchObject({ name: 'DuplicateSampleError' })
  const { index: early } = await two.contributeSync({ ...lesson, allowDuplicate: true })
  await chain.skip(3601)
  const { index: late } = await two.contributeSync({ ...lesson, allowDuplicate: true })
  const found = await one.findDuplicates({ model: own })
  expect(found.map(({ index, isKnown, reward }) => [index, isKnown, reward])).toEqual([
    [early, false, 0n],
    [late, true, deposit / 2n],
  ])
  await expect(one.dropDuplicate({ model: own, index: original })).rejects.toMatchObject({
    name: 'NoDuplicateError',
  })
  expect(await one.dropDuplicateSync({ model: own, index: early })).toMatchObject({ amounts: [deposit] })
  expect(await one.dropDuplicateSync({ model: own, index: late })).toMatchObject({
    original,
    amount: deposit / 2n,
    amounts: [0n],
  })
  expect((await one.getContribution({ model: own, index: late })).duplicateOf).toBe(original)
  expect(await one.findDuplicates({ model: own })).toEqual([])
})

test('a court must answer, and take no more than losing stakes repay', async () => {
  const owner = chain.client(0)
  const court = owner.account.address
  const parameters = {
    mechanism: 'bonded',
    quantised: { classifier: kind.classifier, options: classifierOptions, words },
    metadata: { ...metadata, name: 'With a court' },
  } as const
  const chosen = { ...incentiveOptions, arbiter: court, court: true, rulingTime: 7200 }
  await expect(owner.deployModel({ ...parameters, incentiveOptions: chosen })).rejects.toMatchObject({
    name: 'CourtSilentError',
  })
  await chain.tester.setCode({ address: testCourt, bytecode: courtCode })
  const small = { ...chosen, arbiter: testCourt, deposit: 10n ** 12n, maxChallenges: 2 }
  const { model: own } = await owner.deployModel({ ...parameters, incentiveOptions: small })
  expect(await owner.getModel({ model: own })).toMatchObject({
    arbiter: { address: testCourt, kind: 'court', stands: 'contract', fee: courtFee },
  })
  const [one, two] = [chain.client(1), chain.client(2)]
  const index = await contest(own as typeof model, 5)
  await expect(two.dispute({ model: own, index, maxFee: 1n })).rejects.toMatchObject({
    name: 'MaxFeeExceededError',
    fee: courtFee,
  })
  const { disputeId, fee } = await one.disputeSync({ model: own, index })
  expect(fee).toBe(courtFee)
  // the court rules by a call of its own
  await chain.tester.impersonateAccount({ address: testCourt })
  await chain.tester.setBalance({ address: testCourt, value: parseEther('1') })
  const args = [disputeId, 2n] as const
  const call = { abi: abiOf(kind), address: own.trainer, functionName: 'rule', args } as const
  await owner.waitForTransactionReceipt({ hash: await owner.writeContract({ ...call, account: testCourt }) })
  const [decided] = await two.listChallenges({ model: own })
  const stake = small.deposit
  expect(decided).toMatchObject({ status: 'decided', label: 1, payout: 7n * stake - courtFee })
  expect(await two.settleContributionSync({ model: own, index })).toMatchObject({
    label: 1,
    amounts: [0n, 7n * stake - courtFee, 0n, courtFee],
  })
  await chain.tester.setCode({ address: testCourt, bytecode: dearCourtCode })
  await expect(
    owner.deployModel({ ...parameters, incentiveOptions: small, resume: false }),
  ).rejects.toMatchObject({ name: 'ArbiterTooDearError' })
})
