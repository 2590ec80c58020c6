import type { RpcLog } from 'viem'
import type { CotrainClient } from '../client.ts'
import type { Refusal } from './refusal.ts'

/** Ranges that nodes like to allow, in blocks: what is tried next when a longer one was refused without a number. */
const rungs = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000]

/** Answers in a row before a longer range is tried than the longest that is known to be answered. */
const patience = 24

/** The part of a known limit that is aimed at: what comes is not quite what came. */
const aim = 0.7

/** What a log takes in an answer beside its data, in bytes. */
const logBytes = 700

/** How many blocks a node can be asked for at once, as its answers have taught. Kept as long as its client. */
export class LogRanges {
  /** Blocks of the next query. */
  span = Number.POSITIVE_INFINITY
  /** Whether the node has answered a query of that many. */
  proven = false
  /** The longest range that the node allows, whatever is in it. */
  #blocks = Number.POSITIVE_INFINITY
  /** Whether the node has named that. */
  #named = false
  /** The most that the node puts into an answer, if it said so. */
  #logs: number | undefined
  #bytes: number | undefined
  /** The same as found out, in bytes; undefined while nothing was refused for its size. */
  #heaviest: number | undefined
  #streak = 0
  /** The most logs that came in one answer. */
  fullest = 0
  /** How many logs the node puts into an answer that it cuts without saying so, as was found out. */
  cutAt = Number.POSITIVE_INFINITY

  /** Answers of so many logs have turned out to be cut. */
  cuts(logs: number): void {
    this.cutAt = Math.min(this.cutAt, logs)
    this.#logs = Math.min(this.#logs ?? logs, logs)
    this.#heaviest ??= 0
  }

  /** A query of `asked` blocks was refused. */
  refused(asked: number, { kind, blocks, logs, bytes, range }: Refusal): void {
    this.#streak = 0
    this.proven = false
    if (blocks !== undefined && blocks < asked) {
      this.#blocks = Math.min(this.#blocks, blocks)
      this.#named = true
      this.span = Math.min(this.span, blocks)
      return
    }
    if (kind === 'size') {
      this.#logs = logs ?? this.#logs
      this.#bytes = bytes ?? this.#bytes
      this.#heaviest ??= 0
      const proposed = range === undefined ? Number.POSITIVE_INFINITY : Number(range[1] - range[0]) + 1
      this.span = Math.min(this.span, proposed < asked ? proposed : Math.max(1, Math.floor(asked / 4)))
      return
    }
    this.#blocks = rungs.findLast(rung => rung < asked) ?? 1
    this.#named = false
    this.span = Math.min(this.span, this.#blocks)
  }

  /** A query of `asked` blocks was answered. */
  answered(asked: number, logs: readonly RpcLog[]): void {
    const bytes = logs.reduce((sum, { data }) => sum + data.length + logBytes, 0)
    this.fullest = Math.max(this.fullest, logs.length)
    if (this.#heaviest !== undefined) this.#heaviest = Math.max(this.#heaviest, bytes)
    if (asked < this.span) return
    this.proven = true
    if (this.span >= this.#blocks && this.#named) return
    const told = this.#logs !== undefined || this.#bytes !== undefined
    if (!told && ++this.#streak > patience) {
      this.#tryMore()
      return
    }
    if (this.#heaviest === undefined) return
    const room = this.#roomFor(logs.length, bytes)
    this.span = Math.max(1, Math.min(this.#blocks, Math.floor(this.span * Math.min(room, 2))))
  }

  /** How many times as many blocks as were answered should fit into the next answer. */
  #roomFor(logs: number, bytes: number): number {
    const known = [
      ...(this.#logs === undefined ? [] : [(aim * this.#logs) / Math.max(1, logs)]),
      ...(this.#bytes === undefined ? [] : [(aim * this.#bytes) / Math.max(1, bytes)]),
    ]
    return Math.min(...(known.length > 0 ? known : [(this.#heaviest ?? 0) / Math.max(1, bytes)]))
  }

  /** What the node allows may be more than what it was asked for, or have become more. */
  #tryMore(): void {
    this.#streak = 0
    this.proven = false
    if (!this.#named && this.#blocks < Number.POSITIVE_INFINITY && this.span >= this.#blocks) {
      this.#blocks = rungs.find(rung => rung > this.span) ?? 2 * this.span
    }
    this.span = Math.min(this.#blocks, 2 * this.span)
  }
}

const known = new WeakMap<object, LogRanges>()

/** What is known of the node that a client speaks to; clients made from one another share it. */
export function rangesOf({ transport }: CotrainClient): LogRanges {
  const found = known.get(transport)
  if (found) return found
  const ranges = new LogRanges()
  known.set(transport, ranges)
  return ranges
}

/** Forgets what was learnt from a query that failed in the end. */
export function forgetRanges({ transport }: CotrainClient): void {
  known.delete(transport)
}
