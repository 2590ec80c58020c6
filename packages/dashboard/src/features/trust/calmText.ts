import { ellipsis } from '../../ui/format.ts'

/** Marks on one letter that are shown: no language stacks more, and tall stacks are drawn over what stands around them. */
const maxMarks = 4

const heaps = new RegExp(`([\\p{Mn}\\p{Me}]{${maxMarks}})[\\p{Mn}\\p{Me}]+`, 'gu')

/** A stranger's text whose letters keep to their lines: with at most four marks on each. */
export const calmText = (text: string) => text.replace(heaps, '$1')

/** Longer words than this are shown by their beginnings. */
const wordLength = 40

/** A word of a stranger's vocabulary, as it may stand in a line. */
export const calmWord = (word: string) => ellipsis(calmText(word), wordLength)
