import { createRequire } from 'node:module'
import { CotrainError } from '@cotrain/sdk/errors'

const require = createRequire(import.meta.url)

/** A data set of a package that is large, so that only who wants it installs it. */
export class DataMissingError extends CotrainError {
  override name = 'DataMissingError'

  constructor(dataPackage: string, options: { cause: unknown }) {
    super(`The data set needs the package ${dataPackage}, which is not installed.`, {
      metaMessages: [
        `Install it beside Cotrain: npm install ${dataPackage}`,
        'It is large, so it does not come along.',
      ],
      ...options,
    })
  }
}

/** What a package of data exports. @throws DataMissingError */
export function loadData(dataPackage: string): unknown {
  return orMissing(dataPackage, () => require(dataPackage))
}

/** The path of a file in a package of data. @throws DataMissingError */
export function dataFile(dataPackage: string, path: string): string {
  return orMissing(dataPackage, () => require.resolve(`${dataPackage}/${path}`))
}

function orMissing<found>(dataPackage: string, find: () => found): found {
  try {
    return find()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause
    throw new DataMissingError(dataPackage, { cause })
  }
}
