import type { ClassifierName } from '../../../kinds/abis.ts'
import { classifiers as facts } from '../../../kinds/classifiers.ts'
import { encodeClassifierOptions } from '../../../kinds/options.ts'
import type { ClassifierOptions } from '../../../kinds/types.ts'
import { entriesOfPage } from '../../../record/hashes.ts'
import type { Classifier, CreateClassifier } from '../../../twin/classifiers/Classifier.ts'
import { Journal } from '../../../twin/Journal.ts'
import { classifiers } from '../../../twin/trainers/trainers.ts'
import { dayOf, daysOfMonth } from '../../../twin/types/PointsReputation.ts'
import type { SyncedModel } from '../../syncModel.ts'
import type { TrainerEvent } from '../getEvents.ts'
import { hasView, type View } from '../sync/check.ts'
import { denseProbes, sparseProbes } from './probes.ts'

/** Views, and what one of them takes at most, in gas. */
export type ViewGroup = { views: View[]; gas: number }

/** What reading a few words takes at most, in gas. */
const fewWords = 60_000
/** Words of parameters in one call of a view, and what reading one takes at most (trained and uploaded). */
const wordsOfView = 100
const wordGas = 9_000

/**
 * All that the contract lets one read of a model, as far as a twin has it too: the register, the log, which entries of
 * every page are touched, what the mechanism keeps of the model and of everybody and everything that the events name, and
 * the parameters.
 */
export function allViews(synced: SyncedModel): ViewGroup[] {
  return [
    { views: ofRecord(synced), gas: fewWords },
    { views: ofMechanism(synced), gas: fewWords },
    ...ofClassifier(synced),
  ]
}

function ofRecord({ model, twin }: SyncedModel): View[] {
  const { modelId } = model
  const pages = Math.ceil(Number(twin.log(modelId).entries) / entriesOfPage)
  return [
    ...['log', 'model', 'incentive', 'classCount', 'classifierOptions', 'pinned'].map(functionName => ({
      functionName,
      args: [modelId],
    })),
    ...Array.from({ length: pages }, (_, page) => ({ functionName: 'page', args: [modelId, BigInt(page)] })),
  ]
}

/** What is kept by account, by contribution, by bundle, by month and so on: of all that the events name. */
function ofMechanism({ model, twin, events, contributions }: SyncedModel): View[] {
  const { modelId } = model
  const views = new Map<string, View>()
  const add = (functionName: string, ...args: unknown[]) => {
    if (!hasView(model, functionName)) return
    views.set([functionName, ...args].join(' '), { functionName, args: [modelId, ...args] })
  }
  for (const account of accountsOf(events)) {
    add('verified', account)
    add('reputation', account)
  }
  for (let label = 0n; label < twin.classCount(modelId); label++) add('verifiedOfClass', label)
  for (const { status, index } of contributions) if (status === 'open') add('report', index)
  for (const { eventName, args, time } of events) {
    if (eventName === 'BundleCommitted') add('bundle', args.bundle)
    if (eventName === 'Pledged') {
      add('pool', args.leaf, args.label, args.bond)
      add('pledgeOf', args.leaf, args.label, args.bond, args.account)
    }
    if (time !== undefined) add('bestOfMonth', BigInt(Math.floor(dayOf(Number(time)) / daysOfMonth)))
  }
  return [...views.values()]
}

/** Everybody whom events name. */
function accountsOf(events: readonly TrainerEvent[]): Set<string> {
  const accounts = new Set<string>()
  for (const { args } of events) {
    for (const value of Object.values(args)) {
      if (typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)) accounts.add(value)
    }
  }
  return accounts
}

/** The parameters, word by word where the contract has a view of them, and by random samples where it has none. */
function ofClassifier({ model, twin }: SyncedModel): ViewGroup[] {
  const { modelId } = model
  const { ready, requiredWords } = twin.model(modelId)
  const has = (name: string) => hasView(model, name)
  const words = ['parameters', 'trainedParameters']
    .filter(has)
    .flatMap(name => ofWords(name, modelId, Number(requiredWords)))
  const classes = Array.from({ length: Number(twin.classCount(modelId)) }, (_, label) => BigInt(label))
  const ofClasses = ['classState', 'centroid']
    .filter(has)
    .flatMap(functionName => classes.map(label => ({ functionName, args: [modelId, label] })))
  const groups = [
    { views: words, gas: wordsOfView * wordGas },
    { views: ofClasses, gas: fewWords },
  ]
  // all weights are in `parameters`
  if (!ready || has('parameters')) return groups
  return [
    ...groups,
    probing(model.classifier, modelId, twin.classifierOptions(modelId) as ClassifierOptions, has),
  ]
}

function ofWords(functionName: string, modelId: bigint, words: number): View[] {
  const views: View[] = []
  for (let offset = 0; offset < words; offset += wordsOfView) {
    const count = BigInt(Math.min(wordsOfView, words - offset))
    views.push({ functionName, args: [modelId, BigInt(offset), count] })
  }
  return views
}

function probing(
  name: ClassifierName,
  modelId: bigint,
  options: ClassifierOptions,
  has: (view: string) => boolean,
): ViewGroup {
  const create = classifiers[name].createClassifier as CreateClassifier<Classifier>
  const classifier = create(encodeClassifierOptions(name, options), new Journal())
  const longest = classifier.maxSampleLength
  const probes =
    facts[name].samples === 'dense'
      ? denseProbes(options.featureCount)
      : sparseProbes(options.featureCount, longest)
  const functionName = ['score', 'scores', 'distances'].find(has)!
  const features = Math.max(...probes.map(({ length }) => (length - 2) / 4))
  return {
    views: probes.map(probe => ({ functionName, args: [modelId, probe] })),
    gas: classifier.predictionGas(features),
  }
}
