import type { MechanismName } from '@cotrain/sdk'
import { featureCountOf, isSparse } from '@cotrain/sdk/models'
import type { Hash } from 'viem'
import { classifierOf, type Measurement } from './actions.ts'
import { builtInModels } from './builtIn.ts'
import { onFreshChain } from './chain.ts'
import type { BenchModel } from './inputs.ts'
import { mechanisms } from './mechanisms.ts'
import { digestOf, type Recorded, recordChain } from './record.ts'
import { referenceDeploy, referenceGas } from './reference.ts'
import { type ForkGas, replay } from './replay.ts'

/** A model under a mechanism: what is measured on a chain of its own. */
export type Unit = { mechanism: MechanismName; bench: BenchModel }

/** An action's gas; of batches, for each sample. */
export type Figure = {
  model: string
  classifier: string
  mechanism: MechanismName
  sample: string | null
  /** What samples are counted in. */
  unit: 'words' | 'numbers'
  action: string
  /** Of the transaction as it is published. */
  bytes: number
  osaka: number
  /** Null where the coming fork is not measured; and of that, what is charged for growth of the state. */
  amsterdam: number | null
  stateGas: number | null
  /** The same of the older project, or null. */
  reference: number | null
  /** The least that the action can cost on Osaka, see floor.ts; null where that is not worked out. */
  floor: number | null
}

export type MeasuredUnit = { evm: string; figures: Figure[]; digest: Hash }

/** Every classifier under deposits, and every other mechanism with the first classifier and its shorter samples. */
export function builtInUnits(): Unit[] {
  const models = builtInModels()
  const first = { ...models[0]!, samples: models[0]!.samples.slice(0, 2) }
  const others = Object.keys(mechanisms).slice(1) as MechanismName[]
  return [
    ...models.map(bench => ({ mechanism: 'deposits' as const, bench })),
    ...others.map(mechanism => ({ mechanism, bench: first })),
  ]
}

/** What a unit is called. */
export function nameOf({ mechanism, bench }: Unit): string {
  return `${bench.name}, ${mechanism}`
}

/**
 * Measures a unit on a fresh chain.
 *
 * @param coming - Whether it is measured on the coming fork as well.
 * @throws Error when the replay does not do on Osaka what the node did.
 */
export async function measureUnit(unit: Unit, coming: boolean): Promise<MeasuredUnit> {
  return onFreshChain(async cast => {
    const measurements = await mechanisms[unit.mechanism].measure(cast, unit.bench)
    const recorded = await recordChain(cast.rpcUrl)
    const amsterdam = coming ? await comingGas(recorded) : undefined
    const figures = measurements.map(each => figureOf(unit, each, amsterdam))
    return { evm: cast.evm, figures, digest: digestOf(recorded) }
  })
}

/** Only when all is equal on the present fork, figures of the next one are given. */
async function comingGas(recorded: Recorded): Promise<Map<Hash, ForkGas>> {
  await replay(recorded, 'osaka')
  return replay(recorded, 'amsterdam')
}

function figureOf(
  { mechanism, bench }: Unit,
  { action, sample, hashes, each, gas, bytes, floor }: Measurement,
  amsterdam: Map<Hash, ForkGas> | undefined,
): Figure {
  const coming = (key: keyof ForkGas) =>
    amsterdam === undefined
      ? null
      : Math.round(hashes.reduce((sum, hash) => sum + amsterdam.get(hash)![key], 0) / each)
  const { file, name: model, samples } = bench
  const classifier = classifierOf(file)
  const length = samples.find(({ name }) => name === sample)?.features.length ?? 0
  const ancestors = mechanism === 'deposits'
  return {
    model,
    classifier,
    mechanism,
    sample,
    unit: isSparse(file) ? 'words' : 'numbers',
    action,
    bytes,
    osaka: gas,
    amsterdam: coming('gas'),
    stateGas: coming('stateGas'),
    reference: !ancestors
      ? null
      : action === 'deploy'
        ? referenceDeploy(classifier, featureCountOf(file), file.classifications.length)
        : referenceGas(classifier, action, length),
    floor: ancestors && !action.startsWith('deploy the') ? floor : null,
  }
}
