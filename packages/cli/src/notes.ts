import { type ModelFile, notesOnModel } from '@cotrain/sdk/models'
import type { PreparedFile, Quantised } from './deployFile.ts'
import { plural } from './format.ts'

/** What people should know of what becomes of a file on the chain, a sentence or two each. */
export function notesOf(file: ModelFile, quantised: Quantised): string[] {
  const { options } = quantised
  const notes = notesOnModel(file, quantised)
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

/** What limits the samples that people will teach the model, and what they weigh. */
export function noteOnSamples({ parameters, quantised: { options } }: PreparedFile): string[] {
  const { maxFeatures = 0 } = parameters
  const notes: string[] = []
  if (maxFeatures > 0) {
    notes.push(
      `Contributed samples may have ${plural(maxFeatures, 'feature')}; another limit or none: --max-features`,
    )
  }
  if ('sampleWeight' in options && options.sampleWeight > 0) {
    notes.push(
      `Each contribution adds ${options.sampleWeight} to the counts of its class in all, however long it is; 1 for each feature: --sample-weight 0`,
    )
  }
  return notes
}
