import { contributeOne, register, upload } from './CollaborativeTrainer.ts'
import type { Classifier } from './classifiers/Classifier.ts'
import { addClass, hasOpenClasses, type OpenClasses } from './classifiers/OpenClasses.ts'
import { recordAt } from './DataHandler.ts'
import { TwinError, TwinReplayError } from './errors.ts'
import { type DepositRefundTake, settleRefund, settleTake } from './incentives/DepositRefundTake.ts'
import { registered, transferOwnership, usable } from './Models.ts'
import type { ReplayPosition, Trainer } from './Trainer.ts'
import type { TwinEvent } from './types/abi.ts'
import type { Context } from './types/Call.ts'

/** A log of the contract, as viem decodes it. */
export type ReplayableEvent = TwinEvent & {
  blockNumber: bigint
  logIndex: number
  /** Seconds since 1970. Needed for `ModelCreated` only, whose block starts the clock of the price. */
  blockTimestamp?: bigint | undefined
}

type DepositTrainer = Trainer<Classifier, DepositRefundTake>

/**
 * Has the effects of the call that emitted `event`, and checks that they are the ones that the event tells of.
 * @throws TwinReplayError when an event before it is missing, when it was replayed already, or when it is wrong.
 */
export function applyEvent(trainer: DepositTrainer, event: ReplayableEvent): void {
  const { blockNumber, logIndex } = event
  checkOrder(trainer.position, event)
  try {
    trainer.collect(() => {
      replay(trainer, event)
      const emitted = trainer.lastEvent
      if (emitted === undefined || text(emitted) !== text(event)) {
        throw new TwinReplayError(event, `from the events before it follows ${emitted && text(emitted)}`)
      }
      trainer.moveTo({ blockNumber, logIndex })
    })
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
    throw new TwinReplayError(event, error.message, { cause: error })
  }
}

function replay(trainer: DepositTrainer, event: ReplayableEvent): void {
  const { eventName, args } = event
  const { modelId } = args
  switch (eventName) {
    case 'ModelCreated': {
      const context = contextOf(trainer, event, args.owner, creationTime(event))
      register(trainer, context, args.classifierOptions, args.incentiveOptions, args.metadata)
      return
    }
    case 'ParametersUploaded':
      upload(trainer, registered(trainer, modelId), args.offset, args.words)
      return
    case 'EncoderPublished':
      registered(trainer, modelId)
      trainer.emit('EncoderPublished', args)
      return
    case 'OwnershipTransferred':
      transferOwnership(trainer, contextOf(trainer, event, args.previousOwner), modelId, args.newOwner)
      return
    case 'ClassAdded':
      if (!hasOpenClasses(registered(trainer, modelId).classifier)) {
        throw new TwinReplayError(event, 'models of this kind do not get classes')
      }
      addClass(
        trainer as Trainer<OpenClasses, DepositRefundTake>,
        contextOf(trainer, event, args.account),
        modelId,
        args.name,
      )
      return
    case 'Contributed': {
      const { contributor, time, deposit, label, sample } = args
      const context = contextOf(trainer, event, contributor, BigInt(time))
      trainer.ledger.pay(context.sender, -deposit)
      contributeOne(trainer, context, usable(trainer, modelId), label, sample, deposit)
      return
    }
    case 'Refunded': {
      const model = usable(trainer, modelId)
      const { state, sample } = recordAt(model, args.index)
      if (model.classifier.predict(sample) !== state.label) {
        throw new TwinReplayError(event, 'the model disagrees with the contribution')
      }
      settleRefund(trainer, model, Number(args.index), state)
      return
    }
    case 'Taken': {
      const model = usable(trainer, modelId)
      const record = recordAt(model, args.index)
      settleTake(trainer, model, Number(args.index), record, trainer.account(args.taker), args.amount)
    }
  }
}

function contextOf(
  trainer: DepositTrainer,
  event: ReplayableEvent,
  sender: Context['sender'],
  time = 0n,
): Context {
  const { blockNumber } = event
  return { sender: trainer.account(sender), value: 0n, time: Number(time), blockNumber }
}

function creationTime(event: ReplayableEvent): bigint {
  if (event.blockTimestamp === undefined) throw new TwinReplayError(event, 'its blockTimestamp is missing')
  return event.blockTimestamp
}

function checkOrder(last: ReplayPosition | undefined, event: ReplayableEvent): void {
  if (last === undefined || event.blockNumber > last.blockNumber) return
  if (event.blockNumber === last.blockNumber && event.logIndex > last.logIndex) return
  throw new TwinReplayError(event, `block ${last.blockNumber}, log ${last.logIndex} was replayed already`)
}

/** An event spelt so that equal ones are spelt equally. */
function text({ eventName, args }: TwinEvent): string {
  const values = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${eventName}(${values.map(([name, value]) => `${name}: ${value}`).join(', ')})`
}
