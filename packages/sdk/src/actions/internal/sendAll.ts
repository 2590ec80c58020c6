import type { Hash, Hex, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import { type CotrainClient, type WriteParameters, writing } from './client.ts'
import { eventsIn, type TrainerEventValues, waitForSuccess } from './waitForEvents.ts'
import { writeTrainer } from './writeTrainer.ts'

type Sending = WriteParameters & { model: ModelReference }

type Batches = {
  /** Calls in one transaction at most. */
  most: number
  /** Gas that calls `start` to `end` may need above the estimate if other transactions come first. */
  spareGas?: (start: number, end: number) => bigint
}

/**
 * Sends many calls of a trainer, several in a transaction, one transaction after the other.
 *
 * @returns The hashes of the transactions; none when there are no calls
 */
export async function sendAll(
  client: CotrainClient,
  parameters: Sending,
  calls: readonly Hex[],
  { most, spareGas }: Batches,
): Promise<Hash[]> {
  const { model } = parameters
  const hashes: Hash[] = []
  for (let start = 0; start < calls.length; start += most) {
    const args = [calls.slice(start, start + most)] as const
    const spare = spareGas && { spareGas: spareGas(start, start + most) }
    const call = {
      ...writing(parameters, hashes.length),
      model,
      functionName: 'multicall',
      args,
      ...spare,
    } as const
    hashes.push(await writeTrainer(client, call))
  }
  return hashes
}

/** Waits until transactions are mined, one after the other, and gives what reads all their events of one name. */
export async function waitForAll(client: CotrainClient, parameters: Sending, hashes: readonly Hash[]) {
  const { model } = parameters
  const receipts: TransactionReceipt[] = []
  for (const hash of hashes)
    receipts.push(await waitForSuccess(client, { ...writing(parameters), model, hash }))
  return <const name extends TrainerEventName>(eventName: name): TrainerEventValues<name>[] =>
    receipts.flatMap(receipt => eventsIn(receipt, model, eventName))
}
