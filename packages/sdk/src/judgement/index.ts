export { classNamesOf } from './classNamesOf.ts'
export { classScores, type Judge, squaredNorm } from './classScores.ts'
export {
  type Grounds,
  groundsOfDistances,
  groundsOfScores,
  type Judgement,
  judgeSample,
} from './judgeSample.ts'
export {
  createWeigh,
  type Weigh,
  type WeighedFeature,
  type WeighedSample,
  weighSample,
} from './weighSample.ts'
