import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelFile } from '@cotrain/sdk/models'
import { CliError } from '../../errors.ts'
import { readModelFile } from '../../modelFiles.ts'
import { modelsFolder } from '../../places.ts'

/** A file of a model that comes with Cotrain. */
export function shippedFile(folder: string, name: string): string {
  return join(modelsFolder, folder, name)
}

/** The file of the model that stands for all when none is named. */
export const shippedModel = shippedFile('spam-filter', 'model.json')

/**
 * Reads a model that comes with Cotrain.
 *
 * @param train The command that makes it.
 * @throws CliError when it is missing.
 */
export async function readShipped(folder: string, train: string): Promise<ModelFile> {
  const path = shippedFile(folder, 'model.json')
  if (existsSync(path)) return readModelFile(path)
  throw new CliError(`A model that comes with Cotrain is missing: ${path}.`, [
    `Train it with \`${train}\`, or start without it: cotrain up --empty`,
  ])
}
