import type { ModelFile } from '@cotrain/sdk/models'
import type { Quantised } from './deployFile.ts'

/** What people should know of what becomes of a file on the chain, a sentence or two each. */
export function notesOf(file: ModelFile, { kind, options }: Quantised): string[] {
  const notes: string[] = []
  if (file.type === 'dense logistic regression' && kind === 'dense-perceptron-drt') {
    notes.push(
      'A logistic regression over numbers goes on the chain as a dense perceptron: it predicts the same classes, but gives no probabilities, and learns from mistakes only.',
    )
  }
  if ('maxClasses' in options && file.classifications.length < 2) {
    const { maxClasses, openClasses } = options
    const begin = file.classifications.length === 0 ? 'no class' : 'one class'
    const who = openClasses ? 'anybody adds them' : 'its owner adds them'
    notes.push(
      `The model begins with ${begin} and may have ${maxClasses} (--max-classes); ${who} with: cotrain add-class`,
    )
  }
  return notes
}
