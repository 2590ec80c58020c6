import { type ClaimOptions, claimCommand } from '../claiming.ts'
import type { Invocation } from '../run.ts'

/** `cotrain refund`: gets the account's own deposits back where the model agrees. */
export default (invocation: Invocation<ClaimOptions>): Promise<void> => claimCommand('refund', invocation)
