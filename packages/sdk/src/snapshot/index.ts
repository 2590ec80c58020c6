export { encodeSnapshot } from './restore.ts'
export { decodeSnapshot, type Snapshot } from './snapshot.ts'
