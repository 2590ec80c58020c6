import { createStoredList } from '../../ui/storedList.ts'
import type { TestSetKey } from './testSet.ts'

/** Which test set somebody wants to see a model measured on. */
interface Choice {
  place: string
  key: TestSetKey
}

const choices = createStoredList('cotrain.testSetChoices', (value): value is Choice => {
  const { place, key } = (value ?? {}) as Partial<Record<string, unknown>>
  return typeof place === 'string' && typeof key === 'string' && /^(server|file|market:\d+)$/.test(key)
})

/** The test set that was chosen for the model at `place`, if one was. */
export const useChosenKey = (place: string) => choices.use().find(each => each.place === place)?.key

/** Remembers the choice; without a key, forgets it. */
export function chooseKey(place: string, key: TestSetKey | undefined): void {
  const others = choices.read().filter(each => each.place !== place)
  choices.write(key ? [...others, { place, key }] : others)
}
