import { endConnections } from './connections.ts'
import { CliError, type Explanation, explain } from './errors.ts'
import { createOutput, errorJson, type Output, printable, usesColor } from './output.ts'
import { InterruptedError, interruption } from './sending/interruption.ts'

/** What every command gets: where it prints, and what the user said. */
export type Invocation<Options, Arguments extends readonly unknown[] = []> = {
  out: Output
  options: Options
  args: Arguments
}

/** Loads a command's module, which may read `Options` and `Arguments`, and no others. */
export type Loader<Options, Arguments extends readonly unknown[]> = () => Promise<{
  default: (invocation: Invocation<Options, Arguments>) => Promise<void>
}>

/** `json` is a file's name where a command takes one: then stdout is for people. */
type CommonOptions = { json?: boolean | string; verbose?: boolean; dryRun?: boolean }

/** Makes commander's action of a command that is loaded when it is called. */
export function run<Options, Arguments extends readonly unknown[]>(
  load: Loader<Options, Arguments>,
): (...parameters: unknown[]) => Promise<void> {
  return async (...parameters) => {
    // commander passes the arguments, then the options, then the command itself
    const args = parameters.slice(0, -2) as readonly unknown[] as Arguments
    const options = parameters.at(-2) as Options & CommonOptions
    const out = createOutput(options.json === true, options.dryRun === true)
    try {
      const command = await load()
      const run = command.default({ out, options, args })
      await Promise.race([run, interruption])
    } catch (error) {
      if (await endsDryRun(error, out)) return
      await fail(await explain(error), error, options)
      // what was interrupted would go on
      if (error instanceof InterruptedError) process.exit(error.exitCode)
    } finally {
      endConnections()
    }
  }
}

/** Whether a command ends here because it would send something now, and should not; says what that is. */
async function endsDryRun(error: unknown, out: Output): Promise<boolean> {
  if (!(error instanceof Error) || error.name !== 'DryRunEnd') return false
  const { DryRunEnd, sayPlans } = await import('./sending/dryRun.ts')
  if (!(error instanceof DryRunEnd)) return false
  sayPlans(out, error)
  return true
}

/** Prints what went wrong to stderr (with --json also as the document on stdout) and sets exit code 1. */
async function fail(
  { message, hints }: Explanation,
  error: unknown,
  { json, verbose }: CommonOptions,
): Promise<void> {
  process.exitCode = 1
  // errors quote what came from elsewhere: addresses of nodes, which have keys in them, and texts of strangers
  const { withoutKeys } = await import('@cotrain/sdk')
  const write = (text: string) =>
    process.stderr.write(printable(withoutKeys(text), usesColor(process.stderr)))
  write(`error: ${message}\n${hints.map(hint => `  ${hint}\n`).join('')}`)
  if (json === true) {
    const code = error instanceof Error && !(error instanceof CliError) ? error.name : 'Error'
    process.stdout.write(withoutKeys(errorJson({ code, message, hints })))
  }
  if (verbose && error instanceof Error) write(`\n${withCauses(error)}\n`)
}

function withCauses(error: Error): string {
  const own = error.stack ?? error.message
  return error.cause instanceof Error ? `${own}\ncaused by ${withCauses(error.cause)}` : own
}
