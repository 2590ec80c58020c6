import { admit, contributeOne, register, upload } from './CollaborativeTrainer.ts'
import { settleAddClass } from './classifiers/OpenClasses.ts'
import { TwinError, TwinReplayError } from './errors.ts'
import { registered, transferOwnership, usable } from './Models.ts'
import type { AnyTrainer, ReplayPosition } from './Trainer.ts'
import { type ReplayableEvent, type TwinEvent, timeOf } from './types/abi.ts'
import type { Context } from './types/Call.ts'

/** Has the effects of the calls that emit the events of a mechanism; false when it is no such event. */
export type ReplayIncentive = (trainer: never, event: ReplayableEvent) => boolean

/**
 * Has the effects of the call that emitted `event`, and checks that they are the ones that the event tells of.
 * @throws TwinReplayError when an event before it is missing, when it was replayed already, or when it is wrong.
 */
export function applyEvent(
  trainer: AnyTrainer,
  event: ReplayableEvent,
  replayIncentive: ReplayIncentive,
): void {
  const { blockNumber, logIndex } = event
  checkOrder(trainer.position, event)
  try {
    trainer.collect(() => {
      if (!replayIncentive(trainer as never, event)) replay(trainer, event)
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

function replay(trainer: AnyTrainer, event: ReplayableEvent): void {
  const { eventName, args } = event
  const { modelId } = args
  switch (eventName) {
    case 'ModelCreated': {
      const context = contextOf(trainer, event, args.owner, timeOf(event))
      if (args.classifier !== trainer.classifierNumber) {
        throw new TwinReplayError(event, `it is of classifier ${args.classifier}`)
      }
      // what the owner has created before is not known to a twin of one model
      if (trainer.only !== undefined) trainer.setNewest(context.sender, args.previous)
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
      settleAddClass(trainer, contextOf(trainer, event, args.account), modelId, args.name)
      return
    case 'Contributed': {
      const { contributor, time, deposit, label, sample } = args
      const context = contextOf(trainer, event, contributor, time)
      trainer.ledger.pay(context.sender, -deposit)
      const model = usable(trainer, modelId)
      contributeOne(trainer, context, model, admit(trainer, model, label, sample), deposit)
      return
    }
    default:
      throw new TwinReplayError(event, 'trainers of this mechanism do not emit it')
  }
}

function contextOf(
  trainer: AnyTrainer,
  event: ReplayableEvent,
  sender: Context['sender'],
  time = 0,
): Context {
  const { blockNumber } = event
  return { sender: trainer.account(sender), value: 0n, time, blockNumber }
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
