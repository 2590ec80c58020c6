import type { Address } from 'viem'
import type { ClassifierName, Kind, MechanismName } from '../../kinds/abis.ts'
import { classifierNumber, trainerOf } from '../../kinds/trainers.ts'
import type { SampleParameter } from '../../kinds/types.ts'
import type { IntegerModel } from '../../models/quantise/toModelFile.ts'
import { type ApplyOptions, applyEvent, type ReplayIncentive } from '../applyEvent.ts'
import {
  type ActionCall,
  type Actions,
  type BoundActions,
  type BoundViews,
  bindActions,
  bindViews,
  multicall,
  type Views,
} from '../bind.ts'
import {
  contribute,
  contributeBatch,
  createModel,
  predict,
  predictBatch,
  uploadParameters,
} from '../CollaborativeTrainer.ts'
import type { Classifier, CreateClassifier } from '../classifiers/Classifier.ts'
import { addClass } from '../classifiers/OpenClasses.ts'
import {
  contribution,
  log,
  page,
  pin,
  pinned,
  positionOf,
  predictContribution,
  proof,
} from '../DataHandler.ts'
import type { CreateIncentive, IncentiveMechanism } from '../incentives/IncentiveMechanism.ts'
import {
  classCount,
  maxSampleLength,
  model,
  modelCount,
  newestModel,
  publishEncoder,
  transferOwnership,
  usable,
} from '../Models.ts'
import { type ReplayPosition, Trainer } from '../Trainer.ts'
import type { ReplayableEvent } from '../types/abi.ts'
import type { CallContext, CallOutcome } from '../types/Call.ts'
import { mechanisms } from './mechanisms.ts'
import { classifiers } from './trainers.ts'

/** What all trainers have. */
const common = {
  views: {
    modelCount,
    model,
    newestModel,
    classCount,
    maxSampleLength,
    predict,
    predictBatch,
    log,
    page,
    pinned,
    contribution,
    predictContribution,
    positionOf,
    proof,
  },
  actions: {
    createModel,
    uploadParameters,
    publishEncoder,
    transferOwnership,
    addClass,
    contribute,
    contributeBatch,
    pin,
  },
}

type CommonActions = typeof common.actions
type Classifiers = typeof classifiers
type Mechanisms = typeof mechanisms

/** A call within a multicall: `{ functionName, args }`. */
export type TwinCall<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> =
  | ActionCall<CommonActions>
  | { [name in classifier]: ActionCall<Classifiers[name]['actions']> }[classifier]
  | { [name in mechanism]: ActionCall<Mechanisms[name]['actions']> }[mechanism]

export type TwinOptions<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = Kind<mechanism, classifier> & {
  /** Follow this model only, from its events; the twin knows no other. @default all models */
  only?: bigint | undefined
  /**
   * Whether it keeps the entries of logs. Without them it needs less memory and is faster, but has no proofs and no
   * hashes: those in events are zero, and those of events that are replayed are not looked at. @default true
   */
  keepsLog?: boolean | undefined
  /** Where the contract stands; challenges that several have paid for are its own. @default the mechanism's trainer */
  address?: Address | undefined
}

/** What the twins of all trainers have. */
export type CommonTwin<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = BoundViews<typeof common.views, SampleParameter<classifier>> &
  BoundActions<CommonActions, SampleParameter<classifier>> & {
    readonly classifier: classifier
    /** Several calls in one transaction, all or nothing. @throws TwinError ValueNotAccepted, those of the calls */
    multicall(call: CallContext, calls: readonly TwinCall<mechanism, classifier>[]): CallOutcome<unknown[]>

    /** The parameters of a model as training has left them, of which `toModelFile` makes a model file. */
    integers(modelId: bigint): Extract<IntegerModel, { classifier: classifier }>

    /** What the trainer holds, in wei. */
    balance(): bigint

    /** What the trainer has paid `account`, less what `account` has sent, in wei. */
    received(account: Address): bigint

    /** Runs `body`, which may call this twin, and then undoes all that it did. Gives what `body` returned. */
    simulate<T>(body: () => T): T

    /** Runs `body`, which may call this twin; when it throws, the twin is as it was before. */
    atomically<T>(body: () => T): T

    /**
     * Replays an event of the contract; after all of them the twin's state is the chain's.
     * @throws TwinReplayError when it does not follow from the state; the twin is then unchanged.
     */
    applyEvent(event: ReplayableEvent, options?: ApplyOptions): void

    /** Where the last event that was replayed stands on the chain. */
    position(): ReplayPosition | undefined
  }

type BoundPart<part extends { views: Views<never>; actions: Actions<never> }, sample> = BoundViews<
  part['views'],
  sample
> &
  BoundActions<part['actions'], sample>

/** What a twin has of its mechanism. */
type MechanismTwin<mechanism extends MechanismName, classifier extends ClassifierName> = {
  [name in mechanism]: { readonly mechanism: name } & BoundPart<Mechanisms[name], SampleParameter<classifier>>
}[mechanism]

/** What a twin has of its classifier; of any classifier: what all have, and what only some have where it has it. */
type ClassifierTwin<classifier extends ClassifierName> = [ClassifierName] extends [classifier]
  ? { [name in keyof ClassifierPart]: ClassifierPart[name] } & {
      [name in Exclude<AllKeys<ClassifierPart>, keyof ClassifierPart>]?: ValueOf<ClassifierPart, name>
    }
  : { [name in classifier]: BoundPart<Classifiers[name], SampleParameter<name>> }[classifier]

type ClassifierPart = {
  [name in ClassifierName]: BoundPart<Classifiers[name], SampleParameter>
}[ClassifierName]
type AllKeys<union> = union extends unknown ? keyof union : never
type ValueOf<union, name> = union extends unknown ? (name extends keyof union ? union[name] : never) : never

/**
 * The twin of a trainer contract of a classifier and a mechanism; of any, when none is given: then look whether it has
 * what only some have (`twin.scores?.(modelId, sample)`).
 */
export type Twin<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = CommonTwin<mechanism, classifier> & ClassifierTwin<classifier> & MechanismTwin<mechanism, classifier>

/**
 * The twin of a trainer contract, with the models of one classifier: its whole state, and every function of it, integer
 * for integer.
 *
 * Views take what the contract's views take; `price` takes the time (seconds) besides, and classes and scores are
 * numbers. Functions that change state take a `CallContext` first, and return `{ result, events }` or throw the
 * `TwinError` that the contract would revert with, and then change nothing. Amounts are wei.
 *
 * @example
 * const twin = createTwin({ classifier: 'sparse-perceptron', mechanism: 'deposits' })
 * const call = { sender: '0x…', time: 1_700_000_000n, blockNumber: 1n }
 * const { result: modelId } = twin.createModel(call, 0n, classifierOptions, incentiveOptions, 0, '{}', words)
 * twin.contribute({ ...call, value: twin.price(modelId, call.time) }, modelId, 1, Uint16Array.of(1, 5, 9))
 * twin.predict(modelId, Uint16Array.of(1, 5))
 */
export function createTwin<const mechanism extends MechanismName, const classifier extends ClassifierName>({
  mechanism,
  classifier: classifierName,
  only,
  keepsLog,
  address = trainerOf(mechanism).trainer,
}: TwinOptions<mechanism, classifier>): Twin<mechanism, classifier> {
  const classifier: ClassifierParts = classifiers[classifierName]
  const incentive: MechanismParts = mechanisms[mechanism]
  const number = BigInt(classifierNumber(classifierName))
  const parts = { ...classifier, ...incentive, classifierNumber: number }
  const trainer = new Trainer(parts, { address, only, keepsLog })
  const actions = { ...common.actions, ...classifier.actions, ...incentive.actions }
  const payable = ['contribute', 'contributeBatch', ...incentive.payable]
  const twin = {
    mechanism,
    classifier: classifierName,
    ...bindViews(trainer, { ...common.views, ...classifier.views, ...incentive.views }),
    ...bindActions(trainer, actions, payable),
    multicall: (call: CallContext, calls: readonly ActionCall<typeof actions>[]) =>
      trainer.transact(call, true, context => multicall(trainer, context, actions, calls)),
    integers: (modelId: bigint) => ({
      classifier: classifierName,
      ...usable(trainer, modelId).classifier.integers(),
    }),
    balance: () => trainer.ledger.balance,
    received: (account: Address) => trainer.ledger.received(trainer.account(account)),
    simulate: <T>(body: () => T) => trainer.journal.tentatively(body),
    atomically: <T>(body: () => T) => trainer.journal.atomically(body),
    applyEvent: (event: ReplayableEvent, options?: ApplyOptions) =>
      applyEvent(trainer, event, incentive.replay, options),
    position: () => trainer.position,
  }
  return twin as unknown as Twin<mechanism, classifier>
}

/** What a classifier brings to its trainer, as far as the trainer knows it. */
type ClassifierParts = {
  createClassifier: CreateClassifier<Classifier>
  views: Views<never>
  actions: Actions<never>
}

/** What a mechanism brings to it. */
type MechanismParts = {
  createIncentive: CreateIncentive<IncentiveMechanism>
  views: Views<never>
  actions: Actions<never>
  /** Names of the actions that take ether. */
  payable: readonly string[]
  replay: ReplayIncentive
}
