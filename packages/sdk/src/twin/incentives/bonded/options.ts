import { getAddress, type Hex, stringToHex, zeroAddress } from 'viem'
import type { BondedOptions } from '../../../kinds/types.ts'
import { revert } from '../../errors.ts'

const minDeposit = 10n ** 12n
const maxSurpriseFactor = 16n
const [minChallenges, maxChallenges] = [2n, 4n]
const maxData = 1024n
const max24 = 2n ** 24n - 1n
const max64 = 2n ** 64n - 1n

/** Words of the options, besides what the court wants to know, which stands behind them. */
const words = 8n
const wordBytes = 32n

/**
 * The options, as the contract decodes and checks them. That a court answers is not known to the twin.
 * @throws TwinError BondedOptionOutOfRange, EmptyRevert
 */
export function checkedOptions(encoded: Hex): BondedOptions {
  const options = decoded(encoded)
  checkRange('challengeTime', BigInt(options.challengeTime), 1n, max24)
  checkRange('deposit', options.deposit, minDeposit, max64)
  checkRange('surpriseFactor', BigInt(options.surpriseFactor), 1n, maxSurpriseFactor)
  checkRange('maxChallenges', BigInt(options.maxChallenges), minChallenges, maxChallenges)
  const isNamed = options.arbiter !== zeroAddress
  checkRange('court', options.court ? 1n : 0n, 0n, isNamed ? 1n : 0n)
  checkRange('rulingTime', BigInt(options.rulingTime), isNamed ? 1n : 0n, isNamed ? max24 : 0n)
  const dataBytes = BigInt((options.arbiterData.length - 2) / 2)
  checkRange('arbiterData', dataBytes, 0n, options.court ? maxData : 0n)
  return options
}

/** Reads the encoding of one struct that ends with bytes, as `abi.decode` does. */
function decoded(encoded: Hex): BondedOptions {
  const length = BigInt((encoded.length - 2) / 2)
  const word = (at: bigint) => {
    if (at + wordBytes > length) revert('EmptyRevert')
    return BigInt(`0x${encoded.slice(2 + 2 * Number(at), 66 + 2 * Number(at))}`)
  }
  const offset = (at: bigint) => {
    const value = word(at)
    return value > max64 ? revert('EmptyRevert') : value
  }
  const start = offset(0n)
  if (start + words * wordBytes > length) revert('EmptyRevert')
  const field = (number: bigint, bits: bigint) => {
    const value = word(start + number * wordBytes)
    return value >> bits === 0n ? value : revert('EmptyRevert')
  }
  const numbers = {
    challengeTime: Number(field(0n, 24n)),
    deposit: field(1n, 64n),
    surpriseFactor: Number(field(2n, 8n)),
    maxChallenges: Number(field(3n, 8n)),
  }
  const arbiter = getAddress(`0x${field(4n, 160n).toString(16).padStart(40, '0')}`)
  const court = field(5n, 1n) === 1n
  const rulingTime = Number(field(6n, 24n))
  const dataAt = start + offset(start + 7n * wordBytes)
  const dataBytes = word(dataAt)
  // Solidity's allocation comes before its look at the end
  if (dataBytes > max64) revert('Panic', 0x41n)
  const [from, to] = [dataAt + wordBytes, dataAt + wordBytes + dataBytes]
  if (to > length) revert('EmptyRevert')
  const arbiterData: Hex = `0x${encoded.slice(2 + 2 * Number(from), 2 + 2 * Number(to))}`
  return { ...numbers, arbiter, court, rulingTime, arbiterData }
}

function checkRange(option: string, value: bigint, min: bigint, max: bigint): void {
  if (value >= min && value <= max) return
  revert('BondedOptionOutOfRange', stringToHex(option, { size: 32 }), value, min, max)
}
