/** A mean loss of 1, in units of 2^-16. */
const one = 1n << 16n
const million = 1_000_000

/** What a fall of the loss on `half` test samples is worth, in wei, rounded down. */
export function pay(value: bigint, fall: number, half: number): bigint {
  return (value * BigInt(fall)) / (BigInt(half) * one)
}

/** What a rise of the loss costs, in wei, rounded up. */
export function penalty(value: bigint, rise: number, half: number): bigint {
  const whole = BigInt(half) * one
  return (value * BigInt(rise) + whole - 1n) / whole
}

/** By how much a bundle may raise the loss and be kept. */
export function tolerated(tolerance: number, half: number): number {
  return Math.floor((tolerance * half * Number(one)) / million)
}
