export { checkTestSet } from './checkTestSet.ts'
export { decodePiece } from './decodePiece.ts'
export {
  type CreateTestSetOptions,
  createTestSet,
  encodeTestSet,
  parseTestSet,
  type TestSet,
  TestSetError,
  type TestSetPiece,
  testSetHashes,
} from './testSet.ts'
