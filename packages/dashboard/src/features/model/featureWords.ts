import { calmWord } from '../trust/calmText.ts'
import type { ReadyModel } from './readyModel.ts'

/** Names the features of a model, whose words may be a stranger's. */
export function featureWords({
  encoder,
}: Pick<ReadyModel, 'encoder'>): (index: number) => string | undefined {
  return index => {
    const word = encoder?.describe(index)
    return word === undefined ? undefined : calmWord(word)
  }
}
