import { CotrainError } from '@cotrain/sdk/errors'
import type { Contract, World } from '../../engine/World.ts'

/** The contract that a world's model is in. @throws CotrainError where no contract has the mechanism. */
export function contractOf({ contract }: World): Contract {
  if (contract !== undefined) return contract
  throw new CotrainError('No contract has this mechanism, which is only simulated.', {
    metaMessages: ['Replay a scenario of another mechanism.'],
  })
}
