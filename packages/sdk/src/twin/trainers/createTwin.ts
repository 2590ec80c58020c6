import type { Address } from 'viem'
import { type ClassifierOf, type KindName, kinds, type MechanismOf } from '../../kinds/kinds.ts'
import type { SampleParameter } from '../../kinds/types.ts'
import type { IntegerModel } from '../../models/quantise/toModelFile.ts'
import { applyEvent, type ReplayIncentive } from '../applyEvent.ts'
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
import { contribution, predictContribution, record } from '../DataHandler.ts'
import type { CreateIncentive, IncentiveMechanism } from '../incentives/IncentiveMechanism.ts'
import { maxSampleLength, model, modelCount, publishEncoder, transferOwnership, usable } from '../Models.ts'
import { type ReplayPosition, Trainer } from '../Trainer.ts'
import type { ReplayableEvent } from '../types/abi.ts'
import type { CallContext, CallOutcome } from '../types/Call.ts'
import { mechanisms } from './mechanisms.ts'
import { classifiers } from './trainers.ts'

/** What the trainers of all kinds have. */
const common = {
  views: {
    modelCount,
    model,
    maxSampleLength,
    predict,
    predictBatch,
    record,
    contribution,
    predictContribution,
  },
  actions: {
    createModel,
    uploadParameters,
    publishEncoder,
    transferOwnership,
    contribute,
    contributeBatch,
  },
}

type CommonActions = typeof common.actions
type ClassifierPart<kind extends KindName> = (typeof classifiers)[ClassifierOf<kind>]
type MechanismPart<kind extends KindName> = (typeof mechanisms)[MechanismOf<kind>]

/** A call within a multicall: `{ functionName, args }`. */
export type TwinCall<kind extends KindName = KindName> =
  | ActionCall<CommonActions>
  | {
      [name in kind]: ActionCall<ClassifierPart<name>['actions']> | ActionCall<MechanismPart<name>['actions']>
    }[kind]

export type TwinOptions<kind extends KindName> = {
  /** The kind of trainer to be the twin of. */
  kind: kind
  /** Follow this model only, from its events; the twin knows no other. @default all models */
  only?: bigint | undefined
}

/** What the twins of all kinds have. */
export type CommonTwin<kind extends KindName = KindName> = BoundViews<
  typeof common.views,
  SampleParameter<kind>
> &
  BoundActions<CommonActions, SampleParameter<kind>> & {
    /** Several calls in one transaction, all or nothing. @throws TwinError ValueNotAccepted, those of the calls */
    multicall(call: CallContext, calls: readonly TwinCall<kind>[]): CallOutcome<unknown[]>

    /** The parameters of a model as training has left them, of which `toModelFile` makes a model file. */
    integers(modelId: bigint): Extract<IntegerModel, { classifier: ClassifierOf<kind> }>

    /** What the trainer holds, in wei. */
    balance(): bigint

    /** What the trainer has paid `account`, less what `account` has sent, in wei. */
    received(account: Address): bigint

    /** Runs `body`, which may call this twin, and then undoes all that it did. Gives what `body` returned. */
    simulate<T>(body: () => T): T

    /**
     * Replays an event of the contract; after all of them the twin's state is the chain's.
     * @throws TwinReplayError when it does not follow from the state; the twin is then unchanged.
     */
    applyEvent(event: ReplayableEvent): void

    /** Where the last event that was replayed stands on the chain. */
    position(): ReplayPosition | undefined
  }

/** What the twin of a kind has besides: of its classifier, and of its mechanism. */
export type OwnTwin<kind extends KindName> = {
  [name in kind]: { readonly kind: name } & BoundPart<ClassifierPart<name>, name> &
    BoundPart<MechanismPart<name>, name>
}[kind]

type BoundPart<
  part extends { views: Views<never>; actions: Actions<never> },
  kind extends KindName,
> = BoundViews<part['views'], SampleParameter<kind>> & BoundActions<part['actions'], SampleParameter<kind>>

/**
 * The twin of a trainer contract of `kind`; of any kind, when none is given: then look whether it has what only some
 * have (`if ('scores' in twin)`).
 */
export type Twin<kind extends KindName = KindName> = CommonTwin<kind> & OwnTwin<kind>

/**
 * The twin of a trainer contract: its whole state, and every function of it, integer for integer.
 *
 * Views take what the contract's views take; `price` takes the time (seconds) besides, and classes and scores are
 * numbers. Functions that change state take a `CallContext` first, and return `{ result, events }` or throw the
 * `TwinError` that the contract would revert with, and then change nothing. Amounts are wei.
 *
 * @example
 * const twin = createTwin({ kind: 'sparse-perceptron-drt' })
 * const call = { sender: '0x…', time: 1_700_000_000n, blockNumber: 1n }
 * const { result: modelId } = twin.createModel(call, classifierOptions, incentiveOptions, '{}', words)
 * twin.contribute({ ...call, value: twin.price(modelId, call.time) }, modelId, 1, Uint16Array.of(1, 5, 9))
 * twin.predict(modelId, Uint16Array.of(1, 5))
 */
export function createTwin<const kind extends KindName>({ kind, only }: TwinOptions<kind>): Twin<kind> {
  const { classifierName, mechanism } = kinds[kind]
  const classifier: ClassifierParts = classifiers[classifierName]
  const incentive: MechanismParts = mechanisms[mechanism]
  const trainer = new Trainer({ ...classifier, ...incentive }, only)
  const actions = { ...common.actions, ...classifier.actions, ...incentive.actions }
  const payable = ['contribute', 'contributeBatch', ...incentive.payable]
  const twin = {
    kind,
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
    applyEvent: (event: ReplayableEvent) => applyEvent(trainer, event, incentive.replay),
    position: () => trainer.position,
  }
  return twin as unknown as Twin<kind>
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
