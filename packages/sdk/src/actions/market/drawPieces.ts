import type { Hash, TransactionReceipt } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { withTrainerErrors } from '../internal/trainerErrors.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type DrawPiecesParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Milliseconds to wait for the block of the draw, and again for the transaction. @default 120,000 and 180,000 */
  timeout?: number | undefined
}
/** The transaction's hash. */
export type DrawPiecesReturnType = Hash
export type DrawPiecesSyncReturnType = TrainerEventValues<'PiecesDrawn'> & {
  /** The numbers of the pieces that must be shown before contributions. */
  pieces: number[]
  receipt: TransactionReceipt
}

/**
 * Draws the pieces of the test set that must be shown before contributions. Anybody may do this, and gets the same.
 * It waits for the block of the draw, two after the commitment; a local chain that makes no blocks by itself must make
 * some.
 *
 * @throws WrongMechanismError, WrongPhaseError, DrawBlockUnavailableError when the block does not come in time, or is so
 * old that the chain does not know its hash any more
 *
 * @example
 * const { pieces } = await drawPiecesSync(client, { model })
 */
export async function drawPieces(
  client: CotrainClient,
  parameters: DrawPiecesParameters,
): Promise<DrawPiecesReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  await waitForDraw(client, parameters)
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'draw', args: [model.modelId] })
}

/** As {@link drawPieces}, but waits until it is mined. */
export async function drawPiecesSync(
  client: CotrainClient,
  parameters: DrawPiecesParameters,
): Promise<DrawPiecesSyncReturnType> {
  const hash = await drawPieces(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'PiecesDrawn',
  })
  return { ...events[0]!, pieces: piecesIn(events[0]!.drawn), receipt }
}

/** The numbers of the pieces in a bitmap. */
export function piecesIn(bitmap: bigint): number[] {
  return Array.from({ length: 64 }, (_, i) => i).filter(i => (bitmap >> BigInt(i)) & 1n)
}

async function waitForDraw(
  client: CotrainClient,
  { model, timeout = 120_000 }: DrawPiecesParameters,
): Promise<void> {
  const args = [model.modelId] as const
  const { drawBlock } = await readTrainer(client, { model, functionName: 'incentive', args }).then(view =>
    'drawBlock' in view ? view : { drawBlock: 0n },
  )
  for (let waited = 0; waited < timeout; waited += client.pollingInterval) {
    const latest = await withTrainerErrors(client, model.trainer, () =>
      getBlockNumber(client, { cacheTime: 0 }),
    )
    if (latest > drawBlock) return
    await new Promise(resolve => setTimeout(resolve, client.pollingInterval))
  }
}
