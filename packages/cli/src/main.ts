import { type Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { errorJson, printable, usesColor } from './output.ts'
import { createProgram } from './program.ts'

/**
 * Runs the command line.
 *
 * @param argv As in `process.argv`.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', cannotWrite)
  const complaints: string[] = []
  const program = createProgram(manifest.version, text => complaints.push(text))
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode
    const { withoutKeys } = await import('@cotrain/sdk/errors')
    const safe = (text: string) => withoutKeys(text.replaceAll(wrongNode, "$1 '…'"))
    process.stderr.write(printable(safe(complaints.join('')), usesColor(process.stderr)))
    if (error.exitCode !== 0 && wantsDocument(program, argv.slice(2))) {
      const message = printable(safe(error.message.replace(/^error: /, '')), false)
      process.stdout.write(errorJson({ code: 'UsageError', message, hints: [] }))
    }
  }
}

/** The address of a node that is none, in a complaint about it: it may have a key in it all the same. */
const wrongNode = /('--rpc <url>' (?:argument|value)) '.*'(?= from env| is invalid)/gs

/** A reader that has seen enough, such as `head`, is no failure; a full disk is. */
function cannotWrite(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`error: The result cannot be written: ${error.message}.\n`)
  process.exit(1)
}

/** Whether --json asks for a document on stdout: where it may name a file, it does not if a name follows. */
function wantsDocument(program: Command, args: readonly string[]): boolean {
  const at = args.indexOf('--json')
  const option = commandOf(program, args).options.find(({ long }) => long === '--json')
  const next = args[at + 1]
  return at >= 0 && !(option?.optional && next !== undefined && !next.startsWith('-'))
}

/** The command that the first words name, as far as there is one. */
function commandOf(program: Command, args: readonly string[]): Command {
  const named = program.commands.find(command => command.name() === args[0])
  return named === undefined ? program : commandOf(named, args.slice(1))
}
