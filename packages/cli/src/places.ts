import { fileURLToPath } from 'node:url'

/** In the repo, which is as far from here as from dist/, where all that is built stands in one folder. */
const inRepo = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** The built dashboard. */
export const dashboardFolder = inRepo('packages/dashboard/dist')

/** The models that come with Cotrain, a folder each. */
export const modelsFolder = inRepo('models')

/** What says where TypeScript finds the packages. */
export const tsconfig = inRepo('tsconfig.base.json')
