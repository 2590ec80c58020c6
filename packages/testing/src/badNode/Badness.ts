export type RpcRequest = { jsonrpc?: '2.0'; id: number; method: string; params?: unknown[] }
export type RpcResponse = {
  jsonrpc: '2.0'
  id: number
  result?: unknown
  error?: { code: number; message: string }
}

type Hex = `0x${string}`

/** A log, as nodes give it. */
export type NodeLog = {
  address: Hex
  topics: Hex[]
  data: Hex
  blockNumber: Hex
  transactionHash: Hex
  logIndex: Hex
}

/** What comes instead of an answer that is as it should be. */
export type Oddity =
  /** A page, with a status. */
  | { status: number; page: string; headers?: Record<string, string> }
  /** The answer, with the number of another request. */
  | 'other-id'
  /** The answer, cut in the middle: the connection is broken. */
  | 'broken'
  /** The answer, cut in the middle, as if that were all. */
  | 'cut'
  /** Nothing, ever. */
  | 'silence'

/** How a node behaves badly. All can be changed while it runs. */
export type Badness = {
  /** How many blocks the member that answers a request is behind; asked anew for each request. */
  lag?: () => number
  /** Where the member that answers a request is, if not at the target. */
  member?: () => string | undefined
  /** The most blocks, and the most logs, of a query of logs. */
  maxBlocks?: number
  maxLogs?: number
  /** Whether it says how much is allowed. @default true of logs only */
  tells?: boolean
  /** The most logs that it gives, the first ones, without saying that there are more. */
  truncates?: number
  /** Bytes by which each log makes an answer longer. */
  padding?: number
  /** Logs that it does not give. */
  hides?: (log: NodeLog) => boolean
  /** Of blocks before this one it has no logs any more, and no state. */
  prunedBefore?: number
  /** Requests that it does not serve. */
  refuses?: (request: RpcRequest) => boolean
  /** Milliseconds before each answer. */
  latency?: number | (() => number)
  /** The most calls in a second; more get 429, in turn with an error -32005 where `asError`. */
  perSecond?: number
  /** What `Retry-After` says then; undefined without the header. @default seconds until the next second */
  retryAfter?: (() => string | undefined) | undefined
  asError?: boolean
  /** Whether it takes no batches. */
  noBatches?: boolean
  /** The chain that it says it is on. */
  chainId?: number
  /** What it answers a request with instead. */
  odd?: (request: RpcRequest) => Oddity | undefined
}

/** What a node did so far. */
export type Count = {
  /** HTTP requests, and calls in them. */
  requests: number
  calls: number
  /** Queries of logs, and those of them that it refused, or answered short without saying so. */
  queries: number
  refused: number
  cut: number
  /** Calls that were too many. */
  throttled: number
}
