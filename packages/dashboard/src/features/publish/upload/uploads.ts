import type { DeploymentStep } from '@cotrain/sdk'
import { useSyncExternalStore } from 'react'
import type { Hash } from 'viem'

/** A transaction of an upload. */
export interface Step {
  kind: DeploymentStep
  state: 'waiting' | 'asked' | 'sent' | 'mined'
  hash?: Hash | undefined
}

/** An upload that this page is at work on, or was. */
export interface Upload {
  steps: readonly Step[]
  running: boolean
  /** Whether it stops before the next transaction. */
  stopping: boolean
}

/** Uploads go on when another page of this tab is shown, so they are not a component's. */
const uploads = new Map<string, Upload>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const uploadOf = (id: string) => uploads.get(id)

/** The upload of a publication, if this page has begun one. */
export function useUpload(id: string): Upload | undefined {
  return useSyncExternalStore(subscribe, () => uploads.get(id))
}

export function setUpload(id: string, upload: Upload): void {
  uploads.set(id, upload)
  for (const listener of listeners) listener()
}

export function changeUpload(id: string, change: Partial<Upload>): void {
  const before = uploads.get(id)
  if (before) setUpload(id, { ...before, ...change })
}

/** Transactions go one after the other: the first that is not mined is the one that something is known of. */
export function changeStep(id: string, change: Partial<Step>): void {
  const before = uploads.get(id)
  if (!before) return
  const at = before.steps.findIndex(({ state }) => state !== 'mined')
  setUpload(id, {
    ...before,
    steps: before.steps.map((step, i) => (i === at ? { ...step, ...change } : step)),
  })
}
