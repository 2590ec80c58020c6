import { UnsupportedModelError } from '../errors.ts'
import type { ModelFile } from '../ModelFile.ts'

/** @throws UnsupportedModelError if the model has fewer than the two classes that a format needs. */
export function checkClasses({ type, classifications }: ModelFile, format: string): void {
  if (classifications.length >= 2) return
  throw new UnsupportedModelError(type, `${format} needs two classes, and it has ${classifications.length}`)
}
