import { spawn, spawnSync } from 'node:child_process'

/** Set to `required`, a machine without Python fails the tests that need it; else it skips them. */
const variable = 'COTRAIN_TEST_PYTHON'

/** Debian's Python, or that of the PATH: 3.9 or newer. */
const python = ['/usr/bin/python3', 'python3'].find(
  each => spawnSync(each, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0,
)

/**
 * Whether tests can run Python here.
 *
 * @throws Error if it is not there and the environment says that it must be.
 */
export function hasPython(): boolean {
  if (python === undefined && process.env[variable] === 'required') {
    throw new Error(`There is no python3, and ${variable} is "required": install python3.`)
  }
  return python !== undefined
}

/** Runs a program in Python, which finds the modules in `folder`; tests go on meanwhile. */
export async function runProgram(
  program: string,
  { folder, args = [] }: { folder: string; args?: readonly string[] },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(python ?? 'python3', ['-W', 'error', '-c', program, ...args], { env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', data => {
    stdout += data
  })
  child.stderr.on('data', data => {
    stderr += data
  })
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, stdout, stderr }
}
