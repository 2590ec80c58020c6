import {
  type DeployModelParameters,
  type EstimateDeploymentReturnType,
  estimateDeployment,
} from '@cotrain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Address } from 'viem'
import { useClient } from 'wagmi'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { startThread } from '../thread/startThread.ts'
import type { Job } from './publications.ts'

/** What is sent, and what it costs. */
export interface Plan {
  parameters: DeployModelParameters
  estimate: EstimateDeploymentReturnType
}

/** Nobody's: what a deployment costs does not hang on who pays, as long as nothing is begun. */
const nobody: Address = '0x000000000000000000000000000000000000dEaD'

let jobs = 0
const numbers = new WeakMap<Job, number>()

/** A job's number, since its bytes are too many for a key. */
function numberOf(job: Job): number {
  const number = numbers.get(job) ?? ++jobs
  numbers.set(job, number)
  return number
}

/**
 * Rounds the model in a worker, and asks the node what is still to be sent for an account, and what that costs.
 *
 * @param job - To be the same object as long as the same is published
 */
export function usePlan(job: Job | undefined, account: Address | undefined, enabled = true) {
  const client = useClient()!
  const { chain, rpcUrl } = useNetwork()
  const prepared = useQuery({
    queryKey: ['publish', 'prepared', job && numberOf(job)],
    queryFn: ({ signal }) => prepare(job!, signal),
    enabled: job !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  })
  const parameters = prepared.data
  const plan = useQuery({
    queryKey: ['publish', 'plan', chain.id, rpcUrl, job && numberOf(job), account],
    queryFn: async (): Promise<Plan> => ({
      parameters: parameters!,
      estimate: await estimateDeployment(client as never, { ...parameters!, account: account ?? nobody }),
    }),
    enabled: enabled && parameters !== undefined,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  })
  return {
    plan: plan.data,
    busy: prepared.isFetching || plan.isFetching,
    error: prepared.error ?? plan.error,
    again: plan.refetch,
  }
}

async function prepare({ json, about, mechanism, options }: Job, signal: AbortSignal) {
  const { answer, stop } = startThread('prepare', { json, options: about })
  signal.addEventListener('abort', stop)
  const prepared = await answer
  return { ...prepared, mechanism, incentiveOptions: options } as DeployModelParameters
}

/** Asks before the page is closed, while something is under way. */
export function useAskBeforeLeaving(isUnderWay: boolean): void {
  const current = useRef(isUnderWay)
  current.current = isUnderWay
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (current.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
}
