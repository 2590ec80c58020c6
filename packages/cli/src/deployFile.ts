import {
  classifiers,
  type DeployModelParameters,
  type DeployProgress,
  type MechanismName,
  type ModelReference,
  mechanisms,
} from '@cotrain/sdk'
import {
  type FloatLabelled,
  isSparse,
  type ModelFile,
  type PreparedModel,
  prepareModel,
} from '@cotrain/sdk/models'
import { SingleBar } from 'cli-progress'
import type { Hash } from 'viem'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'
import { formatCount } from './format.ts'
import { chooseMechanism, type MechanismFlags } from './mechanisms.ts'
import type { Output } from './output.ts'

export type FileDeployment = {
  file: ModelFile
  name: string
  description?: string | undefined
  /** An SPDX expression: under which licence contributed samples are placed. */
  license?: string | undefined
  weightBits?: number | 'auto'
  /** Features that a contributed sample may have; by default as the file suggests, or `data`. 0: no limit. */
  maxFeatures?: number | undefined
  /** What a contribution to naive Bayes adds in all. */
  sampleWeight?: number | undefined
  /** Samples to measure the loss of accuracy with. */
  data?: readonly FloatLabelled[] | undefined
  /** Classes that the model may have at most. */
  maxClasses?: number | undefined
  /** Whether anybody may add classes, not the owner only. */
  openClasses?: boolean | undefined
  mechanism: MechanismName
  /** What was said about mechanisms. */
  flags: MechanismFlags
}

export type Quantised = PreparedModel['quantised']

/** What is to be sent: a model file in the integers of its contract. */
export type PreparedFile = { quantised: Quantised; parameters: DeployModelParameters }

export type DeployedFile = {
  model: ModelReference
  /** False when the same model stood there already, or an upload was finished. */
  created: boolean
  /** The transactions of the model that were sent. */
  hashes: readonly Hash[]
  /** The transactions that deployed the trainer, and its classifiers, as far as they were missing. */
  trainerHashes: readonly Hash[]
  quantised: Quantised
}

/**
 * Rounds a model file and describes it as the chain will.
 *
 * @throws UnsupportedModelError, WeightsError, EvaluationError; CliError if the classifier cannot get more classes, or what was
 * said about mechanisms does not fit
 */
export function prepareFile({
  file,
  name,
  description = file.description,
  license,
  weightBits = 'auto',
  maxFeatures,
  sampleWeight,
  data,
  maxClasses,
  openClasses,
  mechanism,
  flags,
}: FileDeployment): PreparedFile {
  const prepared = prepareModel(file, {
    name,
    description,
    license,
    weightBits,
    maxFeatures: checkedMaxFeatures(file, maxFeatures),
    sampleWeight,
    data,
    maxClasses,
    openClasses,
  })
  const { quantised } = prepared
  if ((maxClasses !== undefined || openClasses) && !('maxClasses' in quantised.options)) {
    throw new CliError(`${classifiers[quantised.classifier].title}s have the classes that they begin with.`, [
      'Leave out --max-classes and --open-classes: naive Bayes and nearest centroids can get more classes.',
    ])
  }
  if (sampleWeight !== undefined && quantised.classifier !== 'naive-bayes') {
    throw new CliError(`${classifiers[quantised.classifier].title}s have no sample weight.`, [
      'Leave out --sample-weight: it is for naive Bayes.',
    ])
  }
  const parameters = {
    ...chooseMechanism(mechanism, flags, quantised.classifier),
    ...prepared,
  } as DeployModelParameters
  return { quantised, parameters }
}

/**
 * How many features the user lets samples have.
 *
 * @throws CliError if samples are no sets of features
 */
function checkedMaxFeatures(file: ModelFile, wanted: number | undefined): number | undefined {
  if (isSparse(file)) return wanted
  if (wanted === undefined || wanted === 0) return undefined
  throw new CliError('Samples of this model have a number for each feature, all as many.', [
    'Leave out --max-features: it is for models over texts and other sets of features.',
  ])
}

/** Puts a model on the client's chain, with its trainer if that is missing; shows how far it is on a terminal. */
export async function deployPrepared(
  client: Connection,
  out: Output,
  { quantised, parameters }: PreparedFile,
): Promise<DeployedFile> {
  const { mechanism } = parameters
  const trainer = await client.deployTrainer({ mechanism })
  if (!trainer.alreadyDeployed) {
    out.log(
      `Deployed the trainer of ${mechanisms[mechanism].title} at ${trainer.address}, with all classifiers.`,
    )
  }
  const bar = createBar(out)
  try {
    const deployed = await client.deployModel({ ...parameters, onProgress: bar.update })
    return { ...deployed, trainerHashes: trainer.hashes, quantised }
  } finally {
    bar.stop()
  }
}

/** {@link prepareFile} and {@link deployPrepared}. */
export async function deployFile(
  client: Connection,
  out: Output,
  deployment: FileDeployment,
): Promise<DeployedFile> {
  return deployPrepared(client, out, prepareFile(deployment))
}

/** A progress bar on stderr when that is a terminal; else nothing. */
function createBar(out: Output) {
  let bar: SingleBar | undefined
  const update = (progress: DeployProgress) => {
    if (!out.interactive) return
    // weights in words of 32 bytes, then the vocabulary
    const total = progress.totalWords * 32 + progress.totalBytes
    const sent = progress.sentWords * 32 + progress.sentBytes
    if (bar === undefined) {
      bar = new SingleBar({
        format: 'Uploading [{bar}] {value} of {total} bytes',
        formatValue: count,
        clearOnComplete: true,
      })
      bar.start(total, sent)
    }
    bar.update(sent)
  }
  return { update, stop: () => bar?.stop() }
}

const count = (value: number) => formatCount(value)
