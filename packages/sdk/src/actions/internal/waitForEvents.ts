import { type Abi, type Hash, parseEventLogs, type TransactionReceipt } from 'viem'
import type { TrainerEventArgs } from '../../abi/index.ts'
import { TransactionRevertedError } from '../../errors/network.ts'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ClassifierName, MechanismName } from '../../kinds/abis.ts'
import type { TrainerEventName } from '../../kinds/types.ts'
import { explainRevert } from '../explainRevert.ts'
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
  { logs }: Pick<TransactionReceipt, 'logs'>,
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
      cause: await explainRevert(client, { hash: receipt.transactionHash, ...model }),
    })
  }
  return receipt
}
