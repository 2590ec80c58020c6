import type { Hex } from 'viem'

/** What the page sends to the worker that runs the demo's chain: first where the recording is, then calls of JSON-RPC. */
export type ToDemo =
  | { start: { url: string; bytes: number; chainId: number } }
  | { id: number; method: string; params: readonly unknown[] }

/** What the worker answers: how much of the recording it has (0 to 1), that it runs or cannot, and results by their ids. */
export type FromDemo =
  | { progress: number }
  | { started: true }
  | { failed: string }
  | { id: number; result: unknown }
  | { id: number; error: { code: number; message: string; data?: Hex | undefined } }
