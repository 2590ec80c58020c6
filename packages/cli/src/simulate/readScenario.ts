import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { builtInScenarios, type ScenarioInput } from '@cotrain/simulator'
import { CliError } from '../errors.ts'
import { tsconfig } from '../places.ts'
import { readTextFile } from '../textFile.ts'

type Exports = { default?: ScenarioInput }

/**
 * A scenario by its name, or from a file: JSON, or TypeScript that exports it as default.
 * @throws CliError when there is no such scenario; ScenarioError comes later, when it is used.
 */
export async function readScenario(name: string): Promise<ScenarioInput> {
  const builtIn = builtInScenarios[name]
  if (builtIn !== undefined) return builtIn
  const path = resolve(name)
  if (!existsSync(path)) {
    throw new CliError(`There is no scenario "${name}", and no file of that name.`, [
      `Scenarios that come with Cotrain: ${Object.keys(builtInScenarios).join(', ')}.`,
    ])
  }
  if (statSync(path).isDirectory()) {
    throw new CliError(`${name} is a folder.`, [
      'Name a file in it: JSON, or TypeScript that exports a scenario.',
    ])
  }
  if (/\.[cm]?[jt]s$/.test(path)) return fromModule(path)
  const text = await readTextFile(path)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CliError(`${name} is not JSON: ${(cause as Error).message}`, [], { cause })
  }
}

async function fromModule(path: string): Promise<ScenarioInput> {
  const { tsImport } = await import('tsx/esm/api')
  const module: Exports | { default: Exports & { __esModule: true } } = await tsImport(
    pathToFileURL(path).href,
    { parentURL: import.meta.url, tsconfig },
  )
  const { default: exported } = module
  // Where no package.json says that the file is a module, what it exports is wrapped once more.
  const scenario = exported !== undefined && '__esModule' in exported ? exported.default : exported
  if (scenario !== undefined) return scenario
  throw new CliError(`${path} exports no scenario.`, ['Write: export default { name: …, … }'])
}
