import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder of scikit_learn.py, which the docs show. */
const docs = fileURLToPath(new URL('../../../docs', import.meta.url))

/** Set to `required`, a machine without scikit-learn fails the tests that need it; else it skips them. */
const variable = 'COTRAIN_TEST_SKLEARN'

/** A Python that has scikit-learn: that of the PATH, or Debian's. */
const python = ['python3', '/usr/bin/python3'].find(
  each => spawnSync(each, ['-c', 'import sklearn']).status === 0,
)

/**
 * Whether tests can run scikit-learn here.
 *
 * @throws Error if it is not there and the environment says that it must be.
 */
export function hasSklearn(): boolean {
  if (python === undefined && process.env[variable] === 'required') {
    throw new Error(`No python3 has scikit-learn, and ${variable} is "required": install python3-sklearn.`)
  }
  return python !== undefined
}

/** Runs Python with scikit-learn, where `import scikit_learn` finds the file that the docs show. */
export function runPython(args: string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(python ?? 'python3', args, {
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONPATH: docs, PYTHONDONTWRITEBYTECODE: '1', OMP_NUM_THREADS: '1' },
  })
}
