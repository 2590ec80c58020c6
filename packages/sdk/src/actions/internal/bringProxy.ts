import type { Address, Hash, Hex } from 'viem'
import {
  getBalance,
  getBlock,
  getChainId,
  getCode,
  getTransactionCount,
  sendRawTransaction,
} from 'viem/actions'
import { isKnownAlready, lacksFunds } from '../../errors/fromPool.ts'
import { TransactionRevertedError } from '../../errors/network.ts'
import { DeployerProxyRefusedError } from '../../errors/sending.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import { deployerProxy } from '../../kinds/trainers.ts'
import { type CotrainClient, type WriteParameters, writing } from './client.ts'
import { sendNoticed } from './sendNoticed.ts'
import { waitForReceipt } from './waitForReceipt.ts'

/**
 * The one transaction that creates the deterministic deployment proxy (github.com/Arachnid/deterministic-deployment-proxy).
 * Its signature is made up, so that nobody has the key of the signer that follows from it, and it names no chain.
 */
const creation = {
  signer: '0x3fAB184622Dc19b6109349B94811493BF2a45362' as Address,
  hash: '0xeddf9e61fb9d8f5111840daef55e5fde0041f5702856532cdbb5a02998033d26' as Hash,
  gasPrice: 100_000_000_000n,
  gas: 100_000n,
  raw: '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222' as Hex,
}

/** The proxy's own code. */
export const proxyCode: Hex =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'

/** What is needed to bring the proxy along: wei for its signer, and what its transaction burns at most. */
export type ProxyPlan = { signer: Address; funding: bigint }

/**
 * What it takes to put the deployment proxy on the chain; undefined where it stands.
 *
 * @throws DeployerProxyRefusedError where it can not be brought along
 */
export async function planProxy(client: CotrainClient): Promise<ProxyPlan | undefined> {
  if (await getCode(client, { address: deployerProxy })) return undefined
  const { signer, gas, gasPrice } = creation
  const [balance, nonce, { baseFeePerGas }] = await Promise.all([
    getBalance(client, { address: signer }),
    getTransactionCount(client, { address: signer }),
    getBlock(client),
  ])
  if (nonce > 0) throw await refused(client, 'its transaction was mined here, and failed')
  if (baseFeePerGas !== null && baseFeePerGas > gasPrice)
    throw await refused(client, 'gas costs more than the 100 gwei that its transaction pays')
  const funding = gas * gasPrice > balance ? gas * gasPrice - balance : 0n
  // what its signer cannot pay is refused in any case: for that alone, unless the chain wants no such transactions
  if (funding > 0n) await broadcast(client).catch(error => ifOnlyPoor(client, error))
  return { signer, funding }
}

async function ifOnlyPoor(client: CotrainClient, error: unknown): Promise<void> {
  if (!lacksFunds(error)) throw await refused(client, 'the node does not take its transaction', error)
}

/**
 * Puts the deployment proxy on the chain where it is missing: pays its signer, and sends the signer's transaction.
 *
 * @returns The transactions of the account that were sent
 * @throws DeployerProxyRefusedError, before anything is paid; and as `waitForReceipt`
 */
export async function bringProxy(client: CotrainClient, parameters: WriteParameters): Promise<Hash[]> {
  const plan = await planProxy(client)
  if (!plan) return []
  const sent: Hash[] = []
  if (plan.funding > 0n) {
    const request = { to: plan.signer, data: '0x', value: plan.funding } as const
    const hash = await sendNoticed(client, parameters, request)
    const { status } = await waitForReceipt(client, { ...writing(parameters), hash })
    if (status === 'reverted') throw new TransactionRevertedError({ transactionHash: hash })
    sent.push(hash)
  }
  const { funding } = plan
  await broadcast(client).catch(async error => {
    if (isKnownAlready(error)) return
    throw await refused(client, 'the node does not take its transaction', error, funding)
  })
  const { timeout, confirmations } = parameters
  const { status } = await waitForReceipt(client, { hash: creation.hash, timeout, confirmations })
  if (status === 'reverted' || !(await getCode(client, { address: deployerProxy })))
    throw await refused(client, 'its transaction was mined, and failed', undefined, funding)
  return sent
}

async function broadcast(client: CotrainClient): Promise<void> {
  await sendRawTransaction(client, { serializedTransaction: creation.raw })
}

async function refused(
  client: CotrainClient,
  why: string,
  cause?: unknown,
  funded = 0n,
): Promise<DeployerProxyRefusedError> {
  const chainId = await getChainId(client)
  const reason = cause === undefined ? why : `${why} (${toCotrainError(cause).shortMessage})`
  return new DeployerProxyRefusedError({ address: deployerProxy, chainId, reason, funded, cause })
}
