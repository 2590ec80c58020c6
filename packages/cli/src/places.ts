import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A folder of this package, which is as far from here as from dist/, where all that is built stands in one folder. */
const inPackage = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** What stands in the repo, and in the package as it is published in share/. */
const shared = (name: string, inRepo: string) =>
  existsSync(inPackage('share')) ? inPackage(`share/${name}`) : inPackage(`../../${inRepo}`)

/** The built dashboard; `COTRAIN_PAGE` names another folder with one. */
export const dashboardFolder = process.env.COTRAIN_PAGE ?? shared('dashboard', 'packages/dashboard/dist')

/** The models that come with Cotrain, a folder each. */
export const modelsFolder = shared('models', 'models')

/**
 * Folders in which the packages lie that the files of encoders are in, or from which they are found: what comes with us, and
 * what the user has installed.
 */
export const encoderFolders = [inPackage('share/encoders'), process.cwd()]

const settings = inPackage('../../tsconfig.base.json')

/** What says where TypeScript finds the packages: in the repo their sources, else where they are installed. */
export const tsconfig = existsSync(settings) ? settings : false
