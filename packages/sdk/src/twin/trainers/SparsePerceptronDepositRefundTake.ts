import type { Address } from 'viem'
import { applyEvent, type ReplayableEvent } from '../applyEvent.ts'
import { type ActionCall, bindActions, bindViews, multicall } from '../bind.ts'
import {
  contribute,
  contributeBatch,
  createModel,
  predict,
  predictBatch,
  uploadParameters,
} from '../CollaborativeTrainer.ts'
import { classifierOptions, parameters, SparsePerceptron, score } from '../classifiers/SparsePerceptron.ts'
import { contribution, predictContribution, record } from '../DataHandler.ts'
import {
  DepositRefundTake,
  incentive,
  price,
  refund,
  take,
  verified,
} from '../incentives/DepositRefundTake.ts'
import { model, modelCount, publishEncoder, transferOwnership } from '../Models.ts'
import { type ReplayPosition, Trainer } from '../Trainer.ts'
import type { CallContext, CallOutcome } from '../types/Call.ts'

const views = {
  modelCount,
  model,
  classifierOptions,
  parameters,
  predict,
  predictBatch,
  score,
  record,
  contribution,
  predictContribution,
  incentive,
  price,
  verified,
}

const actions = {
  createModel,
  uploadParameters,
  publishEncoder,
  transferOwnership,
  contribute,
  contributeBatch,
  refund,
  take,
}

/** A call within a multicall: `{ functionName, args }`. */
export type TwinCall = ActionCall<typeof actions>

export type TwinOptions = {
  /** Follow this model only, from its events; the twin knows no other. @default all models */
  only?: bigint
}

/**
 * The twin of a trainer contract: its whole state, and every function of it, integer for integer.
 *
 * Views take what the contract's views take; `price` takes the time (seconds) besides, and classes and scores are
 * numbers. Functions that change state take a `CallContext` first, and return `{ result, events }` or throw the
 * `TwinError` that the contract would revert with, and then change nothing. Amounts are wei.
 *
 * @example
 * const twin = createTwin()
 * const call = { sender: '0x…', time: 1_700_000_000n, blockNumber: 1n }
 * const { result: modelId } = twin.createModel(call, classifierOptions, incentiveOptions, '{}', words)
 * twin.contribute({ ...call, value: twin.price(modelId, call.time) }, modelId, 1, Uint16Array.of(1, 5, 9))
 * twin.predict(modelId, Uint16Array.of(1, 5))
 */
export function createTwin({ only }: TwinOptions = {}) {
  const trainer = new Trainer(
    {
      createClassifier: (options, journal) => new SparsePerceptron(options, journal),
      createIncentive: (options, time, journal) => new DepositRefundTake(options, time, journal),
    },
    only,
  )
  return {
    ...bindViews(trainer, views),
    ...bindActions(trainer, actions, ['contribute', 'contributeBatch']),

    /** Several calls in one transaction, all or nothing. @throws TwinError ValueNotAccepted, those of the calls */
    multicall: (call: CallContext, calls: readonly TwinCall[]): CallOutcome<unknown[]> =>
      trainer.transact(call, true, context => multicall(trainer, context, actions, calls)),

    /** What the trainer holds, in wei. */
    balance: (): bigint => trainer.ledger.balance,

    /** What the trainer has paid `account`, less what `account` has sent, in wei. */
    received: (account: Address): bigint => trainer.ledger.received(trainer.account(account)),

    /** Runs `body`, which may call this twin, and then undoes all that it did. Gives what `body` returned. */
    simulate: <T>(body: () => T): T => trainer.journal.tentatively(body),

    /**
     * Replays an event of the contract; after all of them the twin's state is the chain's.
     * @throws TwinReplayError when it does not follow from the state; the twin is then unchanged.
     */
    applyEvent: (event: ReplayableEvent): void => applyEvent(trainer, event),

    /** Where the last event that was replayed stands on the chain. */
    position: (): ReplayPosition | undefined => trainer.position,
  }
}

export type Twin = ReturnType<typeof createTwin>
