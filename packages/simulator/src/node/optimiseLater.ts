import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 wait longer before it optimises a function, for the whole process. A run takes less than a second, of which by
 * default a fifth is spent on optimising functions that are then hardly used; long runs do not notice.
 */
export function optimiseLater(): void {
  setFlagsFromString('--interrupt-budget=2000000')
}
