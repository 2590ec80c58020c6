// Which contract shows what a mutant does, and which tests see it.
import { readdirSync } from 'node:fs'

export interface Suite {
  /** A trainer or a module: the mutant is compiled into it. */
  contract: string
  /** Globs of the tests that deploy it. */
  tests: readonly string[]
}

/** The tests beside the folders, which are of *Deposit, Refund, Take*. */
const DEPOSIT_TESTS = readdirSync(new URL('../../test/', import.meta.url)).filter(name =>
  name.endsWith('.t.sol'),
)

const DEPOSITS: Suite = {
  contract: 'DepositsTrainer',
  tests: [...DEPOSIT_TESTS.map(name => `test/${name}`), 'test/mechanisms/Deposits.t.sol'],
}
const BONDS: Suite = {
  contract: 'BondedTrainer',
  tests: ['test/bonded/*.t.sol', 'test/mechanisms/Bonded.t.sol'],
}
const POINTS: Suite = {
  contract: 'PointsTrainer',
  tests: ['test/points/*.t.sol', 'test/mechanisms/Points.t.sol'],
}
const MARKET: Suite = {
  contract: 'MarketTrainer',
  tests: ['test/market/*.t.sol', 'test/mechanisms/Market.t.sol'],
}
const PERCEPTRON: Suite = {
  contract: 'SparsePerceptronModule',
  tests: [...DEPOSITS.tests, ...BONDS.tests],
}
const classifier = (name: string): Suite => ({
  contract: `${name}Module`,
  tests: [`test/classifiers/${name}.t.sol`],
})
const COUNTED = [classifier('NaiveBayes'), classifier('SparseNearestCentroid')]
/** What only a market asks of it is seen there. */
const LOGISTIC: Suite = {
  contract: 'LogisticRegressionModule',
  tests: ['test/classifiers/LogisticRegression.t.sol', 'test/classifiers/TestLoss.t.sol'],
}
const DENSE = [classifier('DensePerceptron'), classifier('DenseMulticlassPerceptron')]

/** The sources that are mutated, each with its suites, in the order in which they are tried. */
export const SUITES: Readonly<Record<string, readonly Suite[]>> = {
  'src/incentives/Deposits.sol': [DEPOSITS],
  'src/incentives/Bonded.sol': [BONDS],
  'src/incentives/bonded/Arbitration.sol': [BONDS],
  'src/incentives/bonded/Assertions.sol': [BONDS],
  'src/incentives/bonded/PooledBonds.sol': [BONDS],
  'src/incentives/Points.sol': [POINTS],
  'src/incentives/IncentiveMechanism.sol': [DEPOSITS],
  'src/incentives/market/Bundles.sol': [MARKET],
  'src/incentives/market/Lots.sol': [MARKET],
  'src/incentives/market/MarketSettlement.sol': [MARKET],
  'src/incentives/market/MarketState.sol': [MARKET],
  'src/incentives/market/Payout.sol': [MARKET],
  'src/incentives/market/TestSet.sol': [MARKET],
  'src/incentives/market/Sponsorship.sol': [MARKET],
  'src/DataHandler.sol': [DEPOSITS, BONDS],
  'src/libraries/EntryLog.sol': [DEPOSITS, BONDS],
  'src/types/LogWord.sol': [DEPOSITS],
  'src/CollaborativeTrainer.sol': [DEPOSITS, BONDS],
  'src/Contributions.sol': [DEPOSITS, BONDS],
  'src/Classifiers.sol': [DEPOSITS, BONDS],
  'src/ClassifierModules.sol': [DEPOSITS],
  'src/ModelRegister.sol': [DEPOSITS],
  'src/Models.sol': [DEPOSITS],
  'src/types/BondedState.sol': [BONDS],
  'src/types/Challenge.sol': [BONDS],
  'src/types/Contribution.sol': [DEPOSITS],
  'src/types/DepositState.sol': [DEPOSITS],
  'src/types/Bundle.sol': [MARKET],
  'src/types/ModelHead.sol': [DEPOSITS, BONDS],
  'src/types/DayRows.sol': [POINTS],
  'src/types/PointsReputation.sol': [POINTS],
  'src/types/PointsState.sol': [POINTS],
  'src/classifiers/Classifier.sol': [PERCEPTRON],
  'src/classifiers/OpenClasses.sol': COUNTED,
  'src/classifiers/SparseLinear.sol': [PERCEPTRON, LOGISTIC],
  'src/classifiers/SparsePerceptron.sol': [PERCEPTRON],
  'src/classifiers/SparseMulticlassPerceptron.sol': [classifier('SparseMulticlassPerceptron')],
  'src/classifiers/LogisticRegression.sol': [LOGISTIC],
  'src/classifiers/DenseLinear.sol': DENSE,
  'src/classifiers/DensePerceptron.sol': [DENSE[0]!],
  'src/classifiers/DenseMulticlassPerceptron.sol': [DENSE[1]!],
  'src/classifiers/NearestCentroid.sol': [classifier('NearestCentroid')],
  'src/libraries/DenseSample.sol': DENSE,
  'src/libraries/HeldWords.sol': [{ ...MARKET, contract: 'SparsePerceptronModule' }],
  'src/libraries/SparseSample.sol': [PERCEPTRON],
}
