import type { World } from '../../engine/World.ts'
import { BlindMarket } from './BlindMarket.ts'

/** The blind market that a world is about, if it is. */
export function marketOf({ settlement }: World): BlindMarket | undefined {
  return settlement instanceof BlindMarket ? settlement : undefined
}
