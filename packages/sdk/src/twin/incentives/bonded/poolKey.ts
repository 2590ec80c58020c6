import type { Hex } from 'viem'

/** What tells the pools of a model apart. */
export function poolKey(leaf: Hex, label: number, bond: bigint): string {
  return `${leaf.toLowerCase()}:${label}:${bond}`
}
