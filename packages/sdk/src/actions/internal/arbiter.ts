import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { ArbiterTooDearError, CourtSilentError } from '../../errors/arbitration.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { BondedOptions } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { readTrainer } from './readTrainer.ts'

/** Who decides what was challenged as often as it may be. */
export type Arbiter = {
  address: Address
  /** A court is asked and paid; a referee rules by a call, and burns what was staked on other labels. */
  kind: 'court' | 'referee'
  /** Whether it is the model's owner, another account that has no code, or a contract. */
  stands: 'owner' | 'account' | 'contract'
  /** What a dispute takes now, in wei: 0 of a referee, undefined of a court that does not answer. */
  fee: bigint | undefined
}

/** What is asked of a court without its help (ERC-792). */
const courtAbi = [
  {
    type: 'function',
    name: 'arbitrationCost',
    stateMutability: 'view',
    inputs: [{ name: 'extraData', type: 'bytes' }],
    outputs: [{ type: 'uint256' }],
  },
] as const

/** Of an account that has lent itself code (EIP-7702). */
const delegation = '0xef0100'

/** Who the arbiter of a model is; undefined when nobody decides. */
export async function describeArbiter(
  client: CotrainClient,
  owner: Address,
  options: Pick<BondedOptions, 'arbiter' | 'arbiterData' | 'court'>,
): Promise<Arbiter | undefined> {
  const { arbiter: address, court } = options
  if (isAddressEqual(address, zeroAddress)) return undefined
  const [isContract, fee] = await Promise.all([
    hasCode(client, address),
    arbitrationFee(client, options).catch(ifSilent),
  ])
  const stands = isAddressEqual(address, owner) ? 'owner' : isContract ? 'contract' : 'account'
  return { address, kind: court ? 'court' : 'referee', stands, fee }
}

function ifSilent(error: unknown): undefined {
  if (!(error instanceof CourtSilentError)) throw error
}

async function hasCode(client: CotrainClient, address: Address): Promise<boolean> {
  const code: Hex = (await getCode(client, { address })) ?? '0x'
  return code !== '0x' && !code.startsWith(delegation)
}

/** The fee of a dispute now, in wei; a referee's is 0. @throws CourtSilentError */
export async function arbitrationFee(
  client: CotrainClient,
  { arbiter, arbiterData, court }: Pick<BondedOptions, 'arbiter' | 'arbiterData' | 'court'>,
): Promise<bigint> {
  if (!court) return 0n
  try {
    const call = { abi: courtAbi, address: arbiter, functionName: 'arbitrationCost' } as const
    return await readContract(client, { ...call, args: [arbiterData] })
  } catch (cause) {
    throw new CourtSilentError({ arbiter, cause })
  }
}

/** Throws unless the court of a new model answers, for a fee that losing stakes repay. */
export async function checkArbiter(client: CotrainClient, options: BondedOptions): Promise<void> {
  const fee = await arbitrationFee(client, options)
  const covered = options.deposit << BigInt(options.maxChallenges - 1)
  if (fee > covered) throw new ArbiterTooDearError({ fee, covered })
}

/** What the owner of a model has chosen. */
export async function bondedOptions(
  client: CotrainClient,
  model: ModelReference<'bonded'>,
): Promise<BondedOptions> {
  const args = [model.modelId] as const
  const view = await readTrainer(client, { model, functionName: 'incentive', args })
  return (view as { options: BondedOptions }).options
}
