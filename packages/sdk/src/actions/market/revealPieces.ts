import type { Hash, Hex, TransactionReceipt } from 'viem'
import { encodeFunctionData } from 'viem'
import { estimateContractGas } from 'viem/actions'
import { WrongPhaseError } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { TestSet } from '../../market/testSet.ts'
import { phases } from '../../twin/types/Market.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters, writing } from '../internal/client.ts'
import { withTrainerErrors } from '../internal/trainerErrors.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { piecesIn } from './drawPieces.ts'
import { getMarket } from './getMarket.ts'

export type RevealPieceParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** The number of the piece. */
  piece: bigint
  salt: Hex
  data: Hex
}
/** The transaction's hash. */
export type RevealPieceReturnType = Hash
export type RevealPieceSyncReturnType = TrainerEventValues<'PieceRevealed'> & { receipt: TransactionReceipt }

/**
 * Reveals a piece of the test set: a drawn one before contributions, another one after them. Sponsor only. With the last
 * drawn piece the market opens, with the last of all the settlement begins.
 *
 * @throws WrongMechanismError, WrongPhaseError, NotSponsorError, PieceNotDueError, AlreadyRevealedError,
 * PieceMismatchError, PieceMalformedError, TestSampleTooCostlyError, LabelOutOfRangeError
 *
 * @example
 * await revealPieceSync(client, { model, piece: 3n, ...testSet.pieces[3] })
 */
export async function revealPiece(
  client: CotrainClient,
  parameters: RevealPieceParameters,
): Promise<RevealPieceReturnType> {
  const { model, piece, salt, data } = parameters
  assertUnder(model, 'market')
  const args = [model.modelId, piece, salt, data] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'reveal', args })
}

/** As {@link revealPiece}, but waits until it is mined. */
export async function revealPieceSync(
  client: CotrainClient,
  parameters: RevealPieceParameters,
): Promise<RevealPieceSyncReturnType> {
  const hash = await revealPiece(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'PieceRevealed',
  })
  return { ...events[0]!, receipt }
}

export type RevealPiecesParameters = WriteParameters & {
  model: ModelReference<'market'>
  testSet: TestSet
  /** Gas that one transaction may need. @default 12,000,000 */
  gasBudget?: bigint | undefined
  /** Called after each transaction, with numbers of pieces. */
  onProgress?: ((progress: { revealed: number; total: number }) => void) | undefined
}
export type RevealPiecesReturnType = {
  /** The numbers of the pieces that this call has revealed. */
  pieces: number[]
  hashes: Hash[]
}

/**
 * Reveals all pieces that are due: the drawn ones before contributions, the others after them; several in a transaction
 * where the gas allows it. If it breaks off, the same call goes on with the rest.
 *
 * @throws as `revealPiece`; WrongPhaseError when no piece is due
 *
 * @example
 * await revealPieces(client, { model, testSet: parseTestSet(text) })
 */
export async function revealPieces(
  client: CotrainClient,
  parameters: RevealPiecesParameters,
): Promise<RevealPiecesReturnType> {
  const { model, testSet, gasBudget = 12_000_000n, onProgress } = parameters
  assertUnder(model, 'market')
  const due = await duePieces(client, model)
  const hashes: Hash[] = []
  for (let start = 0; start < due.length; ) {
    const end = await batchEnd(client, parameters, due, start, gasBudget)
    const batch = due.slice(start, end)
    const args = [batch.map(piece => callOf(model, testSet, piece))] as const
    const hash = await writeTrainer(client, {
      ...writing(parameters),
      model,
      functionName: 'multicall',
      args,
    })
    await waitForEvents(client, {
      ...writing(parameters),
      model,
      hash,
      eventName: 'PieceRevealed',
    })
    hashes.push(hash)
    start = end
    onProgress?.({ revealed: end, total: due.length })
  }
  return { pieces: due, hashes }
}

async function duePieces(client: CotrainClient, model: ModelReference<'market'>): Promise<number[]> {
  const { phaseName, pieces, drawn, revealed } = await getMarket(client, { model })
  const all = (1n << pieces) - 1n
  if (phaseName === 'opening') return piecesIn(drawn & ~revealed)
  if (phaseName === 'revealing') return piecesIn(all & ~drawn & ~revealed)
  const phase = Object.entries(phases).find(([name]) => name.toLowerCase() === phaseName)![1]
  throw new WrongPhaseError({ modelId: model.modelId, phase })
}

/** Where the batch that begins with the piece at `start` ends: as many as the gas pays for, at least one. */
async function batchEnd(
  client: CotrainClient,
  { account, model, testSet }: RevealPiecesParameters,
  due: readonly number[],
  start: number,
  gasBudget: bigint,
): Promise<number> {
  const sender = addressOf(senderOf(client, { account }))
  const abi = abiOf(model)
  for (let length = due.length - start; length > 1; length = Math.ceil(length / 2)) {
    const calls = due.slice(start, start + length).map(piece => callOf(model, testSet, piece))
    const call = {
      abi,
      address: model.trainer,
      functionName: 'multicall',
      args: [calls],
      account: sender,
    } as const
    const gas = await withTrainerErrors(client, model.trainer, () =>
      estimateContractGas(client, call as never),
    ).catch(() => undefined)
    if (gas !== undefined && gas <= gasBudget) return start + length
    if (length === 2) break
  }
  return start + 1
}

function callOf(model: ModelReference<'market'>, { pieces }: TestSet, piece: number): Hex {
  const abi = abiOf(model)
  const { salt, data } = pieces[piece] ?? { salt: `0x${'0'.repeat(64)}` as Hex, data: '0x' as Hex }
  return encodeFunctionData({ abi, functionName: 'reveal', args: [model.modelId, BigInt(piece), salt, data] })
}
