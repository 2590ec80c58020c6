/*
 * Gas of what people send in a market, as measured of sparse perceptrons of 1,000 features on a local chain: straight
 * lines through what few sizes took. A naive Bayes tries a bundle for about three times as much; for other classifiers it
 * is the order of magnitude. Samples have so many features.
 */

/** Gas of each action in a market. */
export const marketGas = {
  /** Opening one with so many pages. */
  open: (pages: number) => 106_700 + 23_100 * pages,
  setOptions: () => 45_000,
  /** Committing so many bundles in one transaction. */
  commit: (bundles: number) => 37_500 + 25_500 * bundles,
  cancel: () => 45_000,
  /** Revealing a bundle of so many samples. */
  reveal: (samples: number, features: number) => 69_000 + samples * (9_600 + 52 * features),
  /** Publishing a page of so many test samples. */
  publish: (samples: number, features: number) => 120_000 + samples * (8_700 + 711 * features),
  /** A step of the settlement: a bundle of so many samples is learned, and tried on so many test samples. */
  settle: (samples: number, features: number, tests: number) =>
    learningGas(samples, features) + tests * testGas(features),
  close: () => 75_000,
  claim: () => 44_000,
}

/** How many test samples a step of so much gas tries a bundle on. */
export function testsWithin(gas: number, samples: number, features: number): number {
  return Math.floor((gas - learningGas(samples, features)) / testGas(features))
}

function learningGas(samples: number, features: number): number {
  return 454_000 + samples * (5_200 + 392 * features)
}

function testGas(features: number): number {
  return 670 + 271 * features
}
