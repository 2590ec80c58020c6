/** A JSON-RPC call. */
export type Call = { method: string; params?: unknown }

/** What the node answers to a call. */
export type Outcome = { result: unknown } | { error: { code: number; message: string; data?: unknown } }

/** A way to one node. */
export type Wire = {
  /**
   * The answers to some calls, in their order.
   *
   * @throws HttpRequestError, WebSocketRequestError, TimeoutError, ResponseBodyTooLargeError
   */
  ask(calls: readonly Call[], timeout: number): Promise<readonly Outcome[]>
  /** How many calls it may be given at once. */
  readonly together: number
  close(): void
}

let last = 0

/** A number for a call that none had before. */
export function nextId(): number {
  return ++last
}
