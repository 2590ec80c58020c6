/** What the benches share with `cotrain costs`. */
export { assumed, blobShare, costOn, largeChains } from './chains.ts'
export type { Life } from './lives.ts'
