/** The node that is meant if none is named: that of `cotrain up`. */
export const defaultRpc = 'http://127.0.0.1:8545'
export const defaultNodes: readonly string[] = [defaultRpc]
