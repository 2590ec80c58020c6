import type { Account, Address } from 'viem'
import type { MechanismName } from '../../kinds/abis.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CallContext, type CallOutcome, TwinError, type TwinEvent } from '../../twin/index.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { addressOf, type CotrainClient, senderOf } from './client.ts'
import { pendingTime } from './pendingTime.ts'

/** Whose view of a model's contributions, and when. */
export type OutlookParameters<mechanism extends MechanismName> = {
  model: ModelReference<mechanism>
  /** Who looks. @default the client's account */
  account?: Account | Address | undefined
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<mechanism> | undefined
  /** Seconds since 1970. @default the time of the block that is being made now */
  time?: bigint | undefined
}

/** A model's history, and the call that whoever looks would make now. */
export type Outlook<mechanism extends MechanismName> = { synced: SyncedModel<mechanism>; call: CallContext }

/** @throws WrongMechanismError, AccountMissingError, and as `syncModel` */
export async function outlookOf<mechanism extends MechanismName>(
  client: CotrainClient,
  mechanism: mechanism,
  { model, account, synced, time }: OutlookParameters<mechanism>,
): Promise<Outlook<mechanism>> {
  assertUnder(model as ModelReference, mechanism)
  const sender = addressOf(senderOf(client, { account }))
  const history = synced ?? (await syncModel(client, { model }))
  const now = time ?? (await pendingTime(client, history))
  return { synced: history, call: { sender, time: now, blockNumber: history.blockNumber } }
}

/** What a call of the twin would emit, or what it would revert with; it changes nothing. */
export function tried(
  twin: { simulate<T>(body: () => T): T },
  call: () => CallOutcome<unknown>,
): readonly TwinEvent[] | TwinError {
  try {
    return twin.simulate(call).events
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
    return error
  }
}
