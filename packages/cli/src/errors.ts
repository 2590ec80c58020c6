/** A failure that the user can do something about: a short message, and lines that say what. */
export class CliError extends Error {
  readonly hints: readonly string[]

  constructor(message: string, hints: readonly string[] = [], options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CliError'
    this.hints = hints
  }
}

/** What stands on the screen of a failure: one message, and lines of advice below it. */
export type Explanation = { message: string; hints: readonly string[] }

/** Puts any failure into people's words. */
export async function explain(error: unknown): Promise<Explanation> {
  if (error instanceof CliError) return { message: error.message, hints: error.hints }
  if (!(error instanceof Error)) return { message: String(error), hints: [] }
  if (error.name === 'ExitPromptError') return { message: 'Cancelled.', hints: [] }
  if (error.name === 'FileWriteError') return { message: error.message, hints: [] }
  if (isFileError(error)) return { message: fileMessage(error), hints: [] }
  const { toCotrainError } = await import('@cotrain/sdk')
  const known = toCotrainError(error)
  const { name, shortMessage, metaMessages } = known
  const follow = underWay.has(name) && 'transactionHash' in known && known.transactionHash
  const hints = [...(commandHints[name] ?? []), ...(follow ? [`Follow it: cotrain wait ${follow}`] : [])]
  return { message: shortMessage, hints: [...metaMessages, ...hints] }
}

/** Errors whose transaction may still be mined. */
const underWay = new Set(['TransactionTimeoutError', 'TransactionDroppedError', 'NodeUnreachableError'])

const pinHint = '`cotrain pin MODEL` pins the log; claims use the pin by themselves.'

const marketHint = '`cotrain market status` says what comes next.'

/** What the SDK cannot say: which command helps. */
const commandHints: Record<string, readonly string[]> = {
  NodeUnreachableError: [
    'Start a local chain with `cotrain up`, or name your node with --rpc URL or COTRAIN_RPC.',
    'An upload that was broken off goes on where it stopped when you run the same command again.',
  ],
  TrainerNotDeployedError: ['`cotrain deploy` does that as well, before it creates your model.'],
  UnknownModelError: ['`cotrain models` lists them.'],
  NoOpenContributionError: ['`cotrain status` lists them.'],
  AlreadyTouchedError: ['`cotrain status` lists them.'],
  WrongPhaseError: [marketHint],
  WrongBundleError: [marketHint],
  MarketNotPaidError: ['`cotrain market claim --all` pays them all.'],
  BundlesOnlyError: ['`cotrain market commit MODEL --data FILE` makes bundles of a file, and commits them.'],
  UnknownBundleError: ['Name its file with --bundle FILE, and the account that committed it.'],
  ProofLengthError: [pinHint],
  ProofMismatchError: [pinHint],
}

function isFileError(error: Error): error is NodeJS.ErrnoException & { path: string } {
  return 'code' in error && 'path' in error && typeof error.path === 'string'
}

function fileMessage(error: NodeJS.ErrnoException & { path: string }): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'you have no permission',
  }
  return `Cannot open ${error.path}: ${reasons[error.code ?? ''] ?? error.message}.`
}
