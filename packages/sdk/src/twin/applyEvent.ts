import { noHash } from '../record/hashes.ts'
import { pinTime } from '../record/proof.ts'
import { admit, contributeOne, register, upload } from './CollaborativeTrainer.ts'
import { settleAddClass } from './classifiers/OpenClasses.ts'
import { settlePin } from './DataHandler.ts'
import { TwinError, TwinReplayError } from './errors.ts'
import { registered, transferOwnership, usable } from './Models.ts'
import type { AnyTrainer, ReplayPosition } from './Trainer.ts'
import { type ReplayableEvent, type TwinEvent, timeOf } from './types/abi.ts'
import type { Context } from './types/Call.ts'

/** Has the effects of the calls that emit the events of a mechanism; false when it is no such event. */
export type ReplayIncentive = (trainer: never, event: ReplayableEvent) => boolean

export type ApplyOptions = {
  /**
   * Takes the log's hashes that the event tells of for right instead of computing them, which takes most of the time:
   * for events that a twin has replayed before. @default false
   */
  knownHashes?: boolean | undefined
}

/**
 * Has the effects of the call that emitted `event`, and checks that they are the ones that the event tells of.
 * @throws TwinReplayError when an event before it is missing, when it was replayed already, or when it is wrong.
 */
export function applyEvent(
  trainer: AnyTrainer,
  event: ReplayableEvent,
  replayIncentive: ReplayIncentive,
  { knownHashes = false }: ApplyOptions = {},
): void {
  const { blockNumber, logIndex } = event
  checkOrder(trainer.position, event)
  if (knownHashes) noteRunning(trainer, event)
  try {
    trainer.collect(() => {
      if (!replayIncentive(trainer as never, event)) replay(trainer, event)
      check(trainer, event, trainer.keepsLog && !knownHashes)
      trainer.moveTo({ blockNumber, logIndex })
    })
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
    throw new TwinReplayError(event, error.message, { cause: error })
  }
}

/** Notes the running hash before an event, if it tells it. */
function noteRunning(trainer: AnyTrainer, { eventName, args }: ReplayableEvent): void {
  if (eventName !== 'Contributed' && eventName !== 'Changed') return
  const log = trainer.find(args.modelId)?.log
  if (log?.isKept) log.last.noteRunning(args.before)
}

/** Events that another one of the same call follows, which has their effects. */
const announcements: readonly string[] = ['Judged', 'Changed', 'DuplicateFound']

/** Whether an event is one of those, as a market's options are before the model is created. */
function isAnnouncement(trainer: AnyTrainer, { eventName, args }: ReplayableEvent): boolean {
  if (eventName === 'MarketOptionsSet') return trainer.find(args.modelId) === undefined
  return announcements.includes(eventName)
}

/** Throws unless the event, with those that announced it, is what follows from the state. */
function check(trainer: AnyTrainer, event: ReplayableEvent, withHashes: boolean): void {
  const { announced, emitted } = trainer
  const text = (each: TwinEvent) => spell(each, withHashes)
  const announces = isAnnouncement(trainer, event)
  const expected = announces ? emitted : emitted.slice(announced.length)
  const [own] = expected
  if (own === undefined || expected.length > 1 || text(own) !== text(event)) {
    throw new TwinReplayError(event, `from the events before it follows ${emitted.map(text).join(', ')}`)
  }
  const missed = announces ? undefined : announced.find((each, i) => text(emitted[i]!) !== text(each))
  if (missed) throw new TwinReplayError(event, `${text(missed)} came before it`)
  trainer.announce(announces ? [...announced, event] : [])
}

function replay(trainer: AnyTrainer, event: ReplayableEvent): void {
  const { eventName, args } = event
  switch (eventName) {
    case 'ModelCreated': {
      const context = contextOf(trainer, event, args.owner, timeOf(event))
      if (args.classifier !== trainer.classifierNumber) {
        throw new TwinReplayError(event, `it is of classifier ${args.classifier}`)
      }
      // what the owner has created before is not known to a twin of one model
      if (trainer.only !== undefined) trainer.setNewest(context.sender, args.previous)
      const { classifierOptions, incentiveOptions, maxFeatures, metadata } = args
      register(trainer, context, classifierOptions, incentiveOptions, Number(maxFeatures), metadata)
      return
    }
    case 'ParametersUploaded':
      upload(trainer, registered(trainer, args.modelId), args.offset, args.words)
      return
    case 'EncoderPublished':
      registered(trainer, args.modelId)
      trainer.emit('EncoderPublished', args)
      return
    case 'OwnershipTransferred':
      transferOwnership(trainer, contextOf(trainer, event, args.previousOwner), args.modelId, args.newOwner)
      return
    case 'ClassAdded':
      settleAddClass(trainer, contextOf(trainer, event, args.account), args.modelId, args.name)
      return
    case 'Contributed': {
      const { contributor, time, deposit, label, sample } = args
      const context = contextOf(trainer, event, contributor, time)
      trainer.ledger.pay(context.sender, -deposit)
      const model = usable(trainer, args.modelId)
      contributeOne(trainer, context, model, admit(trainer, model, label, sample), deposit)
      return
    }
    case 'Changed': {
      const { log } = usable(trainer, args.modelId)
      const before = log.isKept ? log.running : noHash
      // the event that follows tells what has changed
      trainer.emit('Changed', { ...args, position: BigInt(log.entries), before })
      return
    }
    case 'Pinned':
      settlePin(trainer, registered(trainer, args.modelId), Number(args.until) - pinTime)
      return
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

/** The values of events that are hashes of a log. */
const hashNames: readonly string[] = ['before', 'leaf', 'running']

/** An event spelt so that equal ones are spelt equally, with the hashes of logs or without. */
function spell({ eventName, args }: TwinEvent, withHashes: boolean): string {
  const names = (Object.keys(args) as (keyof typeof args)[]).filter(
    name => withHashes || !hashNames.includes(name),
  )
  const values = names.sort().map(name => `${name}: ${spellValue(args[name])}`)
  return `${eventName}(${values.join(', ')})`
}

function spellValue(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{ ${entries.map(([name, each]) => `${name}: ${String(each)}`).join(', ')} }`
}
