import { type ClaimOptions, claimCommand } from '../claiming.ts'
import type { Invocation } from '../run.ts'

/** `cotrain take`: takes what the account may of the deposits of others, and late, of all deposits. */
export default (invocation: Invocation<ClaimOptions>): Promise<void> => claimCommand('take', invocation)
