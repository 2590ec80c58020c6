import { type ReplaceInvocation, replaceCommand } from '../../sending/replace.ts'

/** `cotrain tx speed-up`: sends a transaction again, at higher fees. */
export default (invocation: ReplaceInvocation): Promise<void> => replaceCommand('speedUp', invocation)
