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
  const own = ownError(error)
  if (own) return { message: own.message, hints: own.hints }
  if (!(error instanceof Error)) return { message: String(error), hints: [] }
  if (error.name === 'ExitPromptError') return { message: 'Cancelled.', hints: [] }
  if (error.name === 'FileWriteError') return { message: error.message, hints: [] }
  if (isFileError(error)) return { message: fileMessage(error), hints: [] }
  const { toCotrainError } = await import('@cotrain/sdk')
  const known = toCotrainError(error)
  const { name, shortMessage, metaMessages } = known
  const follow = underWay.has(name) && 'transactionHash' in known && known.transactionHash
  const hints = [...(commandHints[name] ?? []), ...(follow ? howToFollow(follow) : [])]
  return { message: shortMessage, hints: [...metaMessages, ...hints] }
}

/** The command line's own failure, which what it was thrown through may have wrapped. */
function ownError(error: unknown): CliError | undefined {
  if (error instanceof CliError) return error
  return error instanceof Error && error.cause !== undefined ? ownError(error.cause) : undefined
}

const howToFollow = (hash: unknown) => [
  `Follow it: cotrain wait ${hash}`,
  `Pay more, or give it up: cotrain tx speed-up ${hash}, cotrain tx cancel ${hash}`,
]

/** Errors whose transaction may still be mined. */
const underWay = new Set(['TransactionTimeoutError', 'TransactionDroppedError', 'NodeUnreachableError'])

const pinHint = '`cotrain pin MODEL` pins the log; claims use the pin by themselves.'

const marketHint = '`cotrain market status` says what comes next.'

const nodeHint = 'Name another node, or several, with --rpc URL or COTRAIN_RPC.'

/** What the SDK cannot say: which command helps. */
const commandHints: Record<string, readonly string[]> = {
  NodeUnreachableError: [
    'Start a local chain with `cotrain up`, or name your node with --rpc URL or COTRAIN_RPC.',
    'An upload that was broken off goes on where it stopped when you run the same command again.',
  ],
  NodeTroubleError: [nodeHint],
  RateLimitedError: [nodeHint],
  TrainerNotDeployedError: ['`cotrain deploy` does that as well, before it creates your model.'],
  UnknownModelError: ['`cotrain models` lists them.'],
  NoOpenContributionError: ['`cotrain status` lists them.'],
  AlreadyTouchedError: ['`cotrain status` lists them.'],
  WrongPhaseError: [marketHint],
  WrongBundleError: [marketHint],
  MarketNotPaidError: ['`cotrain market claim --all` pays them all.'],
  BundlesOnlyError: ['`cotrain market commit MODEL --data FILE` makes bundles of a file, and commits them.'],
  UnknownBundleError: ['Name its file with --bundle FILE, and the account that committed it.'],
  FeeTooLowError: ['The most to pay for gas: --max-fee GWEI'],
  ReplacementTooDearError: ['The most to pay for gas: --max-fee GWEI'],
  NonceTakenError: [
    '`cotrain tx list` says what waits; `cotrain tx speed-up` and `cotrain tx cancel` replace it.',
  ],
  MaxDepositExceededError: ['The most to stake: --max-deposit ETHER'],
  ProofLengthError: [pinHint],
  ProofMismatchError: [pinHint],
}

function isFileError(error: Error): error is NodeJS.ErrnoException & { path: string } {
  return 'code' in error && 'path' in error && typeof error.path === 'string'
}

function fileMessage(error: NodeJS.ErrnoException & { path: string }): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    ENOSPC: 'the disk is full',
    EISDIR: 'it is a folder',
    EACCES: 'you have no permission',
  }
  return `Cannot open ${error.path}: ${reasons[error.code ?? ''] ?? error.message}.`
}
