import { BaseError, type HttpRequestError, ResponseBodyTooLargeError, RpcRequestError } from 'viem'
import { type Failure, failureOf, isRateLimit } from './failure.ts'
import type { Call, Outcome, Wire } from './Wire.ts'

type Job = {
  call: Call
  settle: (result: unknown) => void
  fail: (error: unknown) => void
  /** Whether it goes by itself, for it did not go well with others. */
  alone?: boolean
}

/** What may go with others in one request: quick to answer, and short. */
const light = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
])

/** Milliseconds of the first rest of a node that does not say how long it wants to be left alone, and of the longest. */
const firstRest = 100
const longestRest = 8_000

/** One node: what is asked of it waits here for its turn, and goes together where it can. */
export class ChainNode {
  readonly url: string
  /** The newest block that it is known to have. */
  head: bigint | undefined
  /** The chain that it is on, once it was asked. */
  chainId: number | undefined
  /** When it may be asked again, in milliseconds since 1970. */
  restsUntil = 0
  /** Until when it has asked to be left alone, which may be longer. */
  asksUntil = 0
  readonly #wire: Wire
  readonly #timeout: number
  readonly #most: number
  /** Requests that may be under way: fewer after it was too much, more again with each that is answered. */
  #width: number
  /** Calls in one request, which goes down and up in the same way. */
  #together: number
  /** Whether it does not take several calls in one request. */
  #single = false
  #underWay = 0
  #scheduled = false
  readonly #waiting: Job[] = []
  /** Rests in a row, and when the last one began. */
  #rests = 0
  #restedAt = 0

  constructor(url: string, wire: Wire, { timeout, concurrency }: { timeout: number; concurrency: number }) {
    this.url = url
    this.#wire = wire
    this.#timeout = timeout
    this.#most = concurrency
    this.#width = concurrency
    this.#together = wire.together
  }

  /** @throws RpcRequestError, and what the wire throws */
  ask(call: Call): Promise<unknown> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ call, settle, fail })
      this.#schedule()
    })
  }

  close(): void {
    this.#wire.close()
  }

  /**
   * Leaves the node alone for a while, as long as it asks for. Requests that failed together count once.
   *
   * @param since When the request was sent that failed
   * @param most The longest that it may ask for, in milliseconds
   */
  rest({ retryAfter, kind }: Failure, since: number, most: number): void {
    const now = Date.now()
    if (since >= this.#restedAt) {
      this.#restedAt = now
      this.#rests++
      if (kind === 'throttled') this.#width = Math.max(1, Math.floor(this.#width / 2))
    }
    const own = Math.min(longestRest, firstRest * 2 ** (this.#rests - 1))
    const wait = retryAfter === undefined ? own * (0.75 + Math.random() / 2) : retryAfter * 1000
    if (retryAfter !== undefined) this.asksUntil = now + wait
    this.restsUntil = Math.max(this.restsUntil, now + Math.min(wait, most))
  }

  /** Waits for the end of this turn, for what is asked meanwhile can go together. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setTimeout(() => {
      this.#scheduled = false
      while (this.#underWay < Math.floor(this.#width) && this.#waiting.length > 0)
        void this.#send(this.#next())
    }, 0)
  }

  /** The calls of the next request: the first that waits, and with a light one those light ones that follow. */
  #next(): Job[] {
    const first = this.#waiting.shift()!
    const jobs = [first]
    const canJoin = (job: Job | undefined) => job && !job.alone && isLight(job.call)
    if (this.#single || !canJoin(first)) return jobs
    while (jobs.length < this.#together && canJoin(this.#waiting[0])) jobs.push(this.#waiting.shift()!)
    return jobs
  }

  async #send(jobs: readonly Job[]): Promise<void> {
    this.#underWay++
    try {
      const outcomes = await this.#wire.ask(
        jobs.map(({ call }) => call),
        this.#timeout,
      )
      if (jobs.length > 1 && outcomes.every(isAboutBatches)) this.#single = true
      // some nodes refuse each call of a batch that is too much, instead of all of it
      if (jobs.length > 1 && outcomes.some(isThrottled)) this.#shrink(jobs.length)
      if (jobs.length > 1 && this.#single) this.#again(jobs)
      else for (const [i, job] of jobs.entries()) this.#finish(job, outcomes[i]!)
    } catch (error) {
      this.#failed(jobs, error)
    } finally {
      this.#underWay--
      this.#schedule()
    }
  }

  #finish({ call, settle, fail }: Job, outcome: Outcome): void {
    if ('error' in outcome) {
      const { method, params } = call
      fail(new RpcRequestError({ body: { method, params }, error: outcome.error, url: this.url }))
      return
    }
    this.#rests = 0
    if (this.#width < this.#most) this.#width += 0.1
    if (this.#together < this.#wire.together) this.#together++
    settle(outcome.result)
  }

  #failed(jobs: readonly Job[], error: unknown): void {
    const failure = failureOf(error)
    if (jobs.length > 1) {
      this.#shrink(jobs.length)
      // a server that knows no batches answers what it likes
      const tooLarge = error instanceof BaseError && error.walk(e => e instanceof ResponseBodyTooLargeError)
      const isOdd = failure?.kind === 'trouble' && (error as HttpRequestError).status === undefined
      if (!failure && !tooLarge) this.#single = true
      if (!failure || isOdd) {
        this.#again(jobs)
        return
      }
    }
    for (const job of jobs) job.fail(error)
  }

  /** Puts fewer together than the `calls` that were too many. */
  #shrink(calls: number): void {
    this.#together = Math.max(1, Math.floor(calls / 4))
  }

  /** Asks for each by itself. */
  #again(jobs: readonly Job[]): void {
    this.#waiting.unshift(...jobs.map(job => ({ ...job, alone: true })))
  }
}

function isLight({ method, params }: Call): boolean {
  const [query] = Array.isArray(params) ? params : []
  return light.has(method) || (method === 'eth_getLogs' && query?.blockHash !== undefined)
}

function isThrottled(outcome: Outcome): boolean {
  return 'error' in outcome && isRateLimit(outcome.error)
}

function isAboutBatches(outcome: Outcome): boolean {
  return 'error' in outcome && (outcome.error.code === -32600 || /batch/i.test(outcome.error.message))
}
