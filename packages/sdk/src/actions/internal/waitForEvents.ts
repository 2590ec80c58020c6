import {
  type Abi,
  decodeFunctionData,
  type Hash,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { getTransaction, simulateContract } from 'viem/actions'
import type { TrainerEventArgs } from '../../abi/index.ts'
import type { CotrainError } from '../../errors/base.ts'
import { TransactionRevertedError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import type { ClassifierName, MechanismName } from '../../kinds/abis.ts'
import { abiOf, trainerOf } from '../../kinds/trainers.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import type { CotrainClient, WriteParameters } from './client.ts'
import { waitForReceipt } from './waitForReceipt.ts'

/** The values of an event, with all of them present. */
export type TrainerEventValues<name extends TrainerEventName> = TrainerEventArgs[name]

/** Whose trainer was called. */
type Sender = { mechanism: MechanismName; classifier?: ClassifierName | undefined }

type Sent = Pick<WriteParameters, 'onReceipt' | 'timeout' | 'confirmations'> & { model: Sender; hash: Hash }

/**
 * Waits until a transaction is mined, and reads its events of one name.
 *
 * @throws TransactionRevertedError when it reverted, and as `waitForReceipt`
 */
export async function waitForEvents<const name extends TrainerEventName>(
  client: CotrainClient,
  { model, eventName, ...sent }: Sent & { eventName: name },
): Promise<{ events: TrainerEventValues<name>[]; receipt: TransactionReceipt }> {
  const receipt = await waitForSuccess(client, { model, ...sent })
  return { events: eventsIn(receipt, model, eventName), receipt }
}

/** The events of one name of the trainer that holds a model, among those of a transaction. */
export function eventsIn<const name extends TrainerEventName>(
  { logs }: TransactionReceipt,
  model: Sender,
  eventName: name,
): TrainerEventValues<name>[] {
  const parsed = parseEventLogs({ abi: abiOf(model) as Abi, eventName, logs })
  return parsed.map(log => log.args as unknown as TrainerEventValues<name>)
}

/** Waits until a transaction is mined with success. */
export async function waitForSuccess(
  client: CotrainClient,
  { model, ...sent }: Sent,
): Promise<TransactionReceipt> {
  const receipt = await waitForReceipt(client, sent)
  if (receipt.status === 'reverted') {
    throw new TransactionRevertedError({
      transactionHash: sent.hash,
      cause: await revertReason(client, model, receipt),
    })
  }
  return receipt
}

/** Replays a reverted call of a trainer on the state after its block, which usually tells why. */
async function revertReason(
  client: CotrainClient,
  model: Sender,
  { transactionHash, blockNumber, to }: TransactionReceipt,
): Promise<CotrainError | undefined> {
  if (to === null || !isAddressEqual(to, trainerOf(model.mechanism).trainer)) return undefined
  const abi: Abi = abiOf(model)
  try {
    const { input: data, from: account, value } = await getTransaction(client, { hash: transactionHash })
    const call = { abi, address: to, ...decodeFunctionData({ abi, data }), account, value, blockNumber }
    await simulateContract(client, call as never)
    return undefined
  } catch (error) {
    return toCotrainError(error)
  }
}
