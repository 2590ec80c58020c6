import {
  type CotrainError,
  classNamesOf,
  createWeigh,
  formatModelId,
  type Model,
  type ModelUpdate,
  type SyncedModel,
  type Weigh,
} from '@cotrain/sdk'
import type { Logger } from 'pino'
import type { Connection } from '../context.ts'
import { createReader, type EncoderOrProblem, type Reader } from './readSample.ts'

/** A model as of a block, which does not change while a request is answered. */
export type Warm = {
  synced: SyncedModel
  /** Names by label. */
  classes: readonly string[]
  weigh: Weigh
  block: BlockSaid
  /** Whether all parameters are uploaded. */
  complete: boolean
  owner: string
}

/** The block that an answer is from. `time`: seconds since 1970. */
export type BlockSaid = { number: number; hash: string; time: number }

/** A model that follows the chain while requests are answered from it. */
export type WarmModel = {
  id: string
  /** As it was described when it was opened; what changes since is in `warm`. */
  model: Model
  reader(): Reader
  /** The state now; undefined until the chain was read for the first time. */
  warm(): Warm | undefined
  /** When the node was last found to have nothing newer, in milliseconds of this process; undefined: never yet. */
  lookedAt(): number | undefined
  /** Why the node could not be read at the last try; undefined when it could. */
  problem(): CotrainError | undefined
  /** Resolves when the chain was read for the first time. */
  first: Promise<void>
  stop(): void
}

export type OpenOptions = {
  log: Logger
  /** Features that a sample may have. */
  maxFeatures: number
  /** Milliseconds between looks at the chain. @default the client's */
  pollingInterval?: number | undefined
}

/**
 * Opens a model and begins to follow it.
 *
 * @throws NodeUnreachableError; an encoder that is not published, or not known, is no failure
 */
export async function openWarmModel(
  client: Connection,
  model: Model,
  { log, maxFeatures, pollingInterval }: OpenOptions,
): Promise<WarmModel> {
  const id = formatModelId(model)
  let reader = createReader(model, await encoderOf(client, model), maxFeatures)
  let warm: Warm | undefined
  let lookedAt: number | undefined
  let problem: CotrainError | undefined
  let tellFirst: () => void
  const first = new Promise<void>(resolve => {
    tellFirst = resolve
  })

  const stop = client.watchModel({
    model,
    pollingInterval,
    onUpdate(update) {
      warm = warmOf(model, update.synced)
      const { number, hash } = warm.block
      const news = {
        model: id,
        block: number,
        hash,
        events: update.events.length,
        restarted: update.restarted,
      }
      if (update.events.length > 0 || update.restarted) log.info(news, 'the model moved on')
      else log.debug(news, 'a new block')
      if (publishes(update) && 'problem' in reader.encoder) void readAgain()
    },
    onLook() {
      if (problem) log.info({ model: id }, 'the node answers again')
      problem = undefined
      lookedAt = performance.now()
      tellFirst()
    },
    onError(error) {
      if (problem?.name !== error.name) {
        log.warn({ model: id, error: error.name, reason: error.shortMessage }, 'the chain cannot be read')
      }
      problem = error
    },
  })

  /** What the encoder needs may be published after we were started. */
  async function readAgain(): Promise<void> {
    const encoder = await encoderOf(client, model).catch(error => {
      log.warn({ model: id, error: error.name }, 'the encoder cannot be read')
      return undefined
    })
    if (encoder) reader = createReader(model, encoder, maxFeatures)
  }

  return {
    id,
    model,
    reader: () => reader,
    warm: () => warm,
    lookedAt: () => lookedAt,
    problem: () => problem,
    first,
    stop,
  }
}

function warmOf({ metadata }: Model, synced: SyncedModel): Warm {
  const { blockNumber, blockHash, time, twin, model } = synced
  const { ready, owner } = twin.model(model.modelId)
  return {
    synced,
    classes: classNamesOf(metadata, synced, synced.events),
    weigh: createWeigh(synced),
    block: { number: Number(blockNumber), hash: blockHash, time: Number(time) },
    complete: ready,
    owner,
  }
}

const publishes = ({ events }: ModelUpdate) =>
  events.some(({ eventName }) => eventName === 'EncoderPublished')

/** Errors of encoders that stay until somebody publishes something. */
const lasting = [
  'EncoderUnknownError',
  'VocabularyMissingError',
  'VocabularyMismatchError',
  'EncoderOptionsError',
  'VocabularyError',
]

async function encoderOf(client: Connection, model: Model): Promise<EncoderOrProblem> {
  try {
    return { encoder: await client.getEncoder({ model }) }
  } catch (error) {
    if (error instanceof Error && lasting.includes(error.name)) {
      return { problem: error.message.split('\n', 1)[0]! }
    }
    throw error
  }
}
