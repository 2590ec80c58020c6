import { expect, it } from 'vitest'
import { weighFeatures } from '../../src/features/model/weighing.ts'

it('puts the words first that weigh most, on either side, and leaves out those that weigh nothing', () => {
  const weights = [0, 5, -9, 5]
  const words = ['the', 'free', 'patch']
  const weighed = weighFeatures(
    [0, 1, 2, 3],
    index => weights[index]!,
    index => words[index],
  )
  expect(weighed).toEqual([
    { index: 2, word: 'patch', weight: -9 },
    { index: 1, word: 'free', weight: 5 },
    { index: 3, word: undefined, weight: 5 },
  ])
})
