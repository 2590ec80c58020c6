import { type ReplaceInvocation, replaceCommand } from '../../sending/replace.ts'

/** `cotrain tx cancel`: sends nothing in the place of a transaction. */
export default (invocation: ReplaceInvocation): Promise<void> => replaceCommand('cancel', invocation)
