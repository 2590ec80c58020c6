import { type Address, getAddress } from 'viem'
import { CotrainError } from '../../src/errors/index.ts'
import {
  abiOf,
  defaultOptions,
  type IncentiveOptions,
  type Kind,
  type MechanismName,
  type ModelReference,
  mechanismNames,
} from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import type { Chain } from '../actions/chain.ts'
import type { Dice } from '../twin/Dice.ts'
import { livelyMarket, livelyOptions } from './livelyMarket.ts'

/** A model under each mechanism, with options under which much happens soon. */
const options = {
  deposits: {
    refundTime: 60,
    ownerClaimTime: 3600,
    anyClaimTime: 86_400,
    depositWeight: 1000,
  },
  points: {
    verifyTime: 30,
    confirmTime: 60,
    contributionPoints: 10,
    reportPoints: 4,
    dailyCap: 60_000,
  },
  bonded: { ...defaultOptions('bonded'), challengeTime: 100, deposit: 10n ** 12n, surpriseFactor: 2 },
  market: livelyOptions,
} satisfies { [mechanism in MechanismName]: IncentiveOptions<mechanism> }

/** What these models are. */
export const livelyKinds = mechanismNames.map(
  mechanism => ({ mechanism, classifier: 'sparse-perceptron' }) as const,
)

const features = 16
const sampleOf = (dice: Dice) => Uint16Array.of(dice.below(6), 6 + dice.below(5), 11 + dice.below(5))

/** A model under a mechanism, to which somebody does something at each step. */
export type LivelyModel = { model: ModelReference; step(dice: Dice): Promise<void> }

export async function livelyModel(chain: Chain, kind: Kind): Promise<LivelyModel> {
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  const { model } = (await owner.createModelSync({
    ...kind,
    classifierOptions: { featureCount: features, weightBits: 8, learningRate: 9 },
    incentiveOptions: options[kind.mechanism],
    metadata: { name: kind.mechanism, classes: ['ham', 'spam'], encoder: `indices-v1:${features}` },
    words: packWeights(new Int32Array(features + 1), 8),
  } as never)) as { model: ModelReference }
  const steps = stepsOf(chain, model)
  let made = 0
  return {
    model,
    async step(dice) {
      const time = dice.oneIn(3) ? chain.skip(dice.pick([1, 40, 70, 101])) : undefined
      await time
      const step = made < 4 ? steps[0]! : dice.pick(steps)
      const index = BigInt(dice.below(made + 1))
      if (step === steps[0]) made++
      // What the rules forbid just now does not happen.
      await step(dice, index).catch(error => {
        if (!(error instanceof CotrainError)) throw error
      })
    },
  }
}

type Step = (dice: Dice, index: bigint) => Promise<unknown>

function stepsOf(chain: Chain, model: ModelReference): Step[] {
  const anybody = (dice: Dice) => chain.client(1 + dice.below(4))
  const of = (index: bigint) => ({ model: model as never, index })
  const contribute: Step = dice =>
    anybody(dice).contributeSync({ model, label: dice.below(2), sample: sampleOf(dice) })
  switch (model.mechanism) {
    case 'deposits':
      return [
        contribute,
        (dice, index) => anybody(dice).takeSync(of(index)),
        refundOwn(chain, model),
        refundOwn(chain, model),
      ]
    case 'points':
      return [
        contribute,
        (dice, index) => anybody(dice).verifySync(of(index)),
        (dice, index) => anybody(dice).reportContributionSync(of(index)),
        (dice, index) => anybody(dice).confirmReportSync(of(index)),
      ]
    case 'bonded':
      return [
        contribute,
        (dice, index) => anybody(dice).challengeSync({ ...of(index), label: dice.below(2) }),
        (dice, index) => anybody(dice).settleContributionSync(of(index)),
      ]
    default:
      return [livelyMarket(chain, model as ModelReference<'market'>)]
  }
}

/** The contributor gets back a deposit, once the model agrees. */
function refundOwn(chain: Chain, model: ModelReference): Step {
  const accounts = new Map(Array.from({ length: 5 }, (_, i) => [chain.client(i).account.address, i]))
  return async (_, index) => {
    const { contributor } = await chain.client(0).getContribution({ model, index })
    await chain.client(accounts.get(getAddress(contributor))!).refundSync({ model: model as never, index })
  }
}

/** Some of what the contract says of a model at a block, and what its twin says. */
export async function compared(
  chain: Chain,
  model: ModelReference,
  synced: { twin: Twin; blockNumber: bigint; time: bigint },
) {
  const client = chain.client(0)
  const { twin, blockNumber, time } = synced
  const { modelId } = model
  const read = (functionName: string, ...args: unknown[]) =>
    client.readContract({
      abi: abiOf(model),
      address: model.trainer,
      functionName,
      args,
      blockNumber,
    } as never)
  const count = Math.ceil(Number(twin.log(modelId).entries) / 64)
  const pages = Array.from({ length: count }, (_, i) => BigInt(i))
  const own = twin as unknown as Record<string, (...args: unknown[]) => unknown>
  const sample = (i: number) => Uint16Array.of(i, 7 + i)
  const packed = ['0x00000007', '0x00010008', '0x00020009'] as const
  const people: Address[] = [1, 2, 3, 4].map(i => chain.client(i).account.address)
  const perAccount = ['verified', 'reputation'].filter(name => name in twin)
  return {
    there: await Promise.all([
      read('model', modelId),
      read('incentive', modelId),
      ...packed.map(each => read('predict', modelId, each)),
      read('log', modelId),
      ...pages.map(page => read('page', modelId, page)),
      ...perAccount.flatMap(name => people.map(account => read(name, modelId, account))),
    ]),
    here: [
      own.model!(modelId),
      own.incentive!(modelId, time),
      ...packed.map((_, i) => BigInt(twin.predict(modelId, sample(i) as never))),
      own.log!(modelId),
      ...pages.map(page => own.page!(modelId, page)),
      ...perAccount.flatMap(name => people.map(account => own[name]!(modelId, account))),
    ],
  }
}
