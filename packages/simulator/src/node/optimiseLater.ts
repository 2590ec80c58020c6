import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 wait longer before it optimises a function, and the program wait for what is optimised then, for the whole
 * process. A run takes less than a second, of which by default a fifth is spent on optimising functions that are then
 * hardly used, beside slow code that goes on meanwhile; long runs do not notice.
 */
export function optimiseLater(): void {
  setFlagsFromString('--interrupt-budget=1000000')
  setFlagsFromString('--no-concurrent-recompilation')
}
