/** Why the demo does not run. */
export class DemoError extends Error {
  override name = 'DemoError'
}
