import type { Example } from '../../data/DataSet.ts'
import type { Random } from '../../random/Random.ts'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import { bytesOf, maxPageBytes, type Page, packPage, saltOf } from '../pages.ts'

/**
 * Deals labelled samples out to pieces, and salts them.
 * @param labelOf The label that the sponsor gives a sample of a piece.
 * @throws ScenarioError when there are too few samples, or too many for the pieces.
 */
export function piecesOf(
  samples: readonly Example[],
  count: number,
  random: Random,
  labelOf: (example: Example, piece: number) => number = ({ label }) => label,
): Page[] {
  if (samples.length < count) {
    throw new ScenarioError([`mechanism.options.pieces: is ${count}, for ${samples.length} test samples`])
  }
  return Array.from({ length: count }, (_, piece) => {
    const lessons = samples
      .filter((_, i) => i % count === piece)
      .map(example => ({ example, label: labelOf(example, piece) }))
    const bytes = lessons.reduce((sum, lesson) => sum + bytesOf(lesson), 0)
    if (bytes > maxPageBytes) {
      throw new ScenarioError([
        `mechanism.options.pieces: piece ${piece} has ${bytes} bytes, and ${maxPageBytes} fit; take more pieces`,
      ])
    }
    return { salt: saltOf(random), data: packPage(lessons), lessons }
  })
}
