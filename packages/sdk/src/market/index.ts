export {
  type Bundle,
  BundleError,
  type CreateBundleOptions,
  commitmentOf,
  createBundle,
  encodeBundle,
  parseBundle,
} from './bundle.ts'
export { checkTestSet } from './checkTestSet.ts'
export { decodePage } from './decodePage.ts'
export {
  type CreateTestSetOptions,
  countOf,
  createTestSet,
  encodeTestSet,
  parseTestSet,
  type TestSet,
  TestSetError,
  type TestSetPage,
  testSetHashes,
} from './testSet.ts'
