import { beforeEach, onTestFailed } from 'vitest'

/** In a suite whose steps stand on one another: after one that failed, the later ones do not wait for what cannot come. */
export function stepByStep() {
  let broken = false
  beforeEach(({ skip }) => {
    skip(broken, 'an earlier step failed')
    onTestFailed(() => {
      broken = true
    })
  })
}
