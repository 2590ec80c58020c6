export { type Challenged, type Entry, EntryLog, type LeafSource, type Pin } from './EntryLog.ts'
export { leafAfter, leafOf, leafWith } from './leaf.ts'
export { lastingEnd, type ProofEnd, type ProofParameters, proofOf } from './proof.ts'
