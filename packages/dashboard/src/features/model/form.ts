import { isDenseEncoder, isLoadableEncoder, loadableEncoder } from '@cotrain/sdk'

/** How a sample is entered: a text, a picture, a field for each number, a list of numbers, or the indices of features. */
export type SampleForm = 'text' | 'picture' | 'numbers' | 'vector' | 'indices'

/** More fields than this nobody fills in one by one. */
const maxFields = 40

/** How samples for an encoder are entered, by the encoder's name and how many features it has. */
export function formOf(encoderName: string, featureCount = 0): SampleForm {
  const loadable = loadableEncoder(encoderName)
  if (loadable) return loadable.input
  if (isDenseEncoder(encoderName)) {
    return encoderName.startsWith('numbers-') && featureCount <= maxFields ? 'numbers' : 'vector'
  }
  return /(^|:)indices-/.test(encoderName) ? 'indices' : 'text'
}

export interface Wording {
  /** What one sample is called. */
  sample: string
  /** What a sample is made of. */
  parts: string
  /** What the samples are called that training never saw. */
  heldOut: string
}

/** What the samples of a model are called, and what they are made of. */
export function wordingOf(form: SampleForm, classNames: readonly string[], encoderName = ''): Wording {
  if (form === 'picture') return { sample: 'picture', parts: 'numbers', heldOut: 'pictures' }
  if (form !== 'text') return { sample: 'sample', parts: partsOf(form), heldOut: 'samples' }
  const heldOut = classNames.includes('spam') ? 'mails' : 'texts'
  return { sample: 'text', parts: isLoadableEncoder(encoderName) ? 'numbers' : 'words', heldOut }
}

const partsOf = (form: SampleForm) => (form === 'indices' ? 'features' : 'numbers')
