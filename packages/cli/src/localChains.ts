/**
 * The ids of development chains. They alone say that money is worthless, not the node's address (a tunnel to a public
 * chain is on 127.0.0.1, too) nor what it calls itself (a node can lie; a fork of a public chain calls itself anvil, and
 * what is signed for it is valid on the public one): the id is a part of what is signed, so that no other chain takes it.
 */
const localChainIds: readonly number[] = [31_337, 1_337]

/** Whether a transaction for this chain is valid on development chains alone. */
export function isLocalChain(chainId: number): boolean {
  return localChainIds.includes(chainId)
}
