/** Wei in one ether. */
const etherWei = 1e18

/** Wei as ether; exact to the 15 digits of a double. */
export function toEther(wei: bigint): number {
  return Number(wei) / etherWei
}

/** Ether as wei, to the nano-ether. */
export function toWei(ether: number): bigint {
  return BigInt(Math.round(ether * 1e9)) * 10n ** 9n
}

/** The lesser of two amounts in wei. */
export function atMost(amount: bigint, limit: bigint): bigint {
  return amount < limit ? amount : limit
}
