import type { MechanismName } from '@cotrain/sdk'
import type { Hash } from 'viem'
import {
  batchSize,
  type Context,
  correct,
  deploy,
  hour,
  type Measurement,
  median,
  otherThan,
  runs,
  type Sent,
  sentBy,
  teach,
  together,
} from './actions.ts'
import { type Cast, pass } from './chain.ts'
import { type BenchModel, type BenchSample, encodeFor, similarSamples } from './inputs.ts'
import { measureMarket } from './market.ts'
import { measureModel } from './measure.ts'

/** A mechanism's actions, and which of them are the whole life of a contribution that the model agrees with. */
type Bench = {
  measure: (cast: Cast, bench: BenchModel) => Promise<Measurement[]>
  life: readonly string[]
}

/** How each mechanism is measured: all that a contribution goes through, by each of a model's samples. */
export const mechanisms = {
  deposits: { measure: measureModel, life: ['add-agree', 'refund'] },
  points: { measure: measurePoints, life: ['add-agree', 'verify'] },
  bonded: { measure: measureBonds, life: ['add-agree', 'settle'] },
  market: { measure: measureMarket, life: ['commit', 'reveal', 'settle', 'claim'] },
} as const satisfies Record<MechanismName, Bench>

type Sending = Promise<{ receipt: { transactionHash: Hash } }>

/** What a transaction has used that an action of the SDK has just sent. */
async function used({ owner }: Cast, sending: Sending): Promise<Sent> {
  return sentBy(owner, (await sending).receipt.transactionHash, {})
}

/** Does `run` once, so that nothing is written for the first time, and then as often as is measured. */
async function repeated(
  sample: BenchSample,
  run: () => Promise<Record<string, Sent>>,
): Promise<Measurement[]> {
  await run()
  const results: Record<string, Sent>[] = []
  for (let i = 0; i < runs; i++) results.push(await run())
  return Object.keys(results[0]!).map(action =>
    median(
      action,
      sample,
      results.map(result => result[action]!),
    ),
  )
}

async function measurePoints(cast: Cast, bench: BenchModel): Promise<Measurement[]> {
  const { context, code } = await deploy(cast, bench, 'points')
  const rows: Measurement[] = [...code]
  for (const sample of bench.samples) {
    rows.push(...(await repeated(sample, () => livePoints(context, sample))))
    rows.push(...(await repeated(sample, () => claimPoints(context, sample))))
  }
  return rows
}

async function livePoints(context: Context<'points'>, { features }: BenchSample) {
  const { contributor, model, taker } = context
  const agreed = await teach(context, features, 'agree')
  await pass(contributor, hour)
  const verify = await used(context, contributor.verifySync({ model, index: agreed.index }))
  // whoever reports has a verified contribution that the model did not know
  const own = await teach({ ...context, contributor: taker }, features, 'disagree')
  await correct(context, { ...own, label: own.predicted, predicted: own.label })
  await pass(taker, hour)
  const learned = await used(context, taker.verifySync({ model, index: own.index }))
  const denied = await teach(context, features, 'disagree')
  await correct(context, denied)
  await pass(taker, hour)
  const report = await used(context, taker.reportContributionSync({ model, index: denied.index }))
  await pass(taker, hour)
  const confirm = await used(context, taker.confirmReportSync({ model, index: denied.index }))
  return {
    'add-agree': await sentBy(contributor, agreed.hash, {}),
    'add-disagree': await sentBy(contributor, denied.hash, {}),
    verify,
    'verify, learned': learned,
    report,
    confirm,
  }
}

/** Ten different contributions in a transaction, which the model learns, and their points in another. */
async function claimPoints(context: Context<'points'>, { features }: BenchSample) {
  const { bench, contributor, model } = context
  const samples = similarSamples(bench.file, features, batchSize).map(each => encodeFor(bench.file, each))
  await pass(contributor, 24 * hour)
  const labels = await contributor.predictBatch({ model, samples })
  const { contributions, receipt } = await contributor.contributeBatchSync({
    model,
    contributions: samples.map((sample, i) => ({ sample, label: labels[i]! })),
  })
  await pass(contributor, hour)
  const calls = await contributor.listPoints({ model })
  const claims = calls
    .filter(({ index }) => contributions.some(each => each.index === index))
    .map(claim => ({ ...claim, action: 'verify' as const }))
  const { hashes, verified } = await contributor.claimPointsSync({ model, claims })
  if (verified.length !== batchSize) throw new Error(`${verified.length} of ${batchSize} were verified`)
  return {
    'add-batch-10': together([await sentBy(contributor, receipt.transactionHash, {})], batchSize),
    'verify-batch-10': together([await sentBy(contributor, hashes[0]!, {})], batchSize),
  }
}

async function measureBonds(cast: Cast, bench: BenchModel): Promise<Measurement[]> {
  const { context, code } = await deploy(cast, bench, 'bonded')
  const rows: Measurement[] = [...code]
  for (const sample of bench.samples) rows.push(...(await repeated(sample, () => liveBonds(context, sample))))
  return rows
}

async function liveBonds(context: Context<'bonded'>, sample: BenchSample) {
  return {
    ...(await settleBonds(context, sample)),
    ...(await dropBonds(context, sample)),
    ...(await ruleBonds(context, sample)),
    ...(await poolBonds(context, sample)),
  }
}

/** Closes a contribution an hour later. */
async function closed(context: Context<'bonded'>, index: bigint): Promise<Sent> {
  const { contributor, model, taker } = context
  await pass(taker, hour)
  return used(context, contributor.settleContributionSync({ model, index }))
}

/** What a contribution takes whose label becomes final, and challenges of it. */
async function settleBonds(context: Context<'bonded'>, { features }: BenchSample) {
  const { classes, contributor, corrector, model, taker } = context
  const agreed = await teach(context, features, 'agree')
  const settle = await closed(context, agreed.index)
  const denied = await teach(context, features, 'disagree')
  const challenge = await used(
    context,
    taker.challengeSync({ model, index: denied.index, label: denied.predicted }),
  )
  const once = await closed(context, denied.index)
  const { index, label } = await teach(context, features, 'agree')
  await taker.challengeSync({ model, index, label: otherThan(label, classes) })
  const answered = await used(context, corrector.challengeSync({ model, index, label }))
  return {
    'add-agree': await sentBy(contributor, agreed.hash, {}),
    'add-disagree': await sentBy(contributor, denied.hash, {}),
    settle,
    challenge,
    'challenge, answered': answered,
    'settle, one challenge': once,
    'settle, two challenges': await closed(context, index),
  }
}

/** A contribution that was challenged as often as may be; the last one says what the model says. */
async function contest(context: Context<'bonded'>, { features }: BenchSample) {
  const { corrector, model, taker } = context
  const denied = await teach(context, features, 'disagree')
  const { index, label, predicted } = denied
  await taker.challengeSync({ model, index, label: predicted })
  await corrector.challengeSync({ model, index, label })
  await taker.challengeSync({ model, index, label: predicted })
  return denied
}

/** What stays contested, and what was there before. */
async function dropBonds(context: Context<'bonded'>, sample: BenchSample) {
  const { model, taker } = context
  const { index } = await contest(context, sample)
  const drop = await closed(context, index)
  const duplicate = await teach(context, sample.features, 'agree')
  const found = await used(context, taker.dropDuplicateSync({ model, index: duplicate.index }))
  return { drop, 'drop, duplicate': found }
}

/** What a referee decides. */
async function ruleBonds(context: Context<'bonded'>, sample: BenchSample) {
  const { corrector, model, taker } = context
  const { index, predicted } = await contest(context, sample)
  const dispute = await used(context, taker.disputeSync({ model, index }))
  const rule = await used(context, corrector.ruleSync({ model, index, label: predicted }))
  const conclude = await used(context, taker.settleContributionSync({ model, index }))
  return { dispute, rule, conclude }
}

/** A bond from two purses. */
async function poolBonds(context: Context<'bonded'>, { features }: BenchSample) {
  const { corrector, model, taker } = context
  const { index, predicted: label } = await teach(context, features, 'disagree')
  const pool = { model, index, label }
  const { bond } = await taker.getPool(pool)
  const pledge = await used(context, taker.pledgeSync({ ...pool, amount: bond / 2n }))
  await corrector.pledgeSync({ ...pool, amount: bond / 2n })
  const challenge = await used(context, taker.challengeTogetherSync(pool))
  const settle = await closed(context, index)
  const { hash } = await taker.withdrawPledgeSync({ model, index })
  return {
    pledge,
    'challenge, together': challenge,
    'settle, pool': settle,
    withdraw: await sentBy(taker, hash, {}),
  }
}
