import {
  abiOf,
  badgesAbi,
  deployerProxy,
  type MechanismName,
  mechanisms,
  type TransactionPlan,
} from '@cotrain/sdk'
import { type Abi, decodeFunctionData, formatGwei, type Hex, isAddressEqual } from 'viem'
import { formatAmount, formatCount } from '../format.ts'

type Call = Pick<TransactionPlan, 'account' | 'to' | 'data' | 'value'>

/** What a transaction does, in a few words: the name of the function that it calls. */
export function whatItDoes({ account, to, data, value }: Call): string {
  if (to === undefined || isAddressEqual(to, deployerProxy)) return 'deploy a contract'
  if (data === '0x') return isAddressEqual(to, account) && value === 0n ? 'nothing' : 'pay'
  const name = functionOf(data)
  return name === undefined ? 'call a contract' : name
}

function functionOf(data: Hex): string | undefined {
  const trainers = (Object.keys(mechanisms) as MechanismName[]).map(mechanism => abiOf({ mechanism }))
  for (const abi of [...trainers, badgesAbi] as readonly Abi[]) {
    try {
      const { functionName, args = [] } = decodeFunctionData({ abi, data })
      if (functionName !== 'multicall') return functionName
      const calls = (args[0] as readonly Hex[]).map(functionOf)
      return `${calls.length} × ${[...new Set(calls)].join(', ')}`
    } catch {
      // not a function of this one
    }
  }
  return undefined
}

/** Wei that a gas costs at most. */
export const pricePerGas = ({ gasPrice, maxFeePerGas }: TransactionPlan) => gasPrice ?? maxFeePerGas ?? 0n

/** Wei that a transaction takes at most, all in all. */
export const costAtMost = (plan: TransactionPlan) => plan.value + (plan.gas ?? 0n) * pricePerGas(plan)

/** A transaction on one line, with what it takes at most. */
export function describePlan(plan: TransactionPlan): string {
  const { gas = 0n, value, to, comesBack } = plan
  const most = comesBack ? ' at most' : ''
  const sent = value === 0n ? '' : `${formatAmount(value)}${most}, and `
  const price = `${Number(formatGwei(pricePerGas(plan))).toPrecision(4)} gwei`
  const paid = formatAmount(gas * pricePerGas(plan))
  return `${whatItDoes(plan)}, at ${to ?? 'a new address'}: ${sent}${formatCount(gas)} gas at ${price} at most: ${paid}`
}
