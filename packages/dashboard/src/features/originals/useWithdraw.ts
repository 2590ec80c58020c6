import { withdrawalTypedData } from '@cotrain/sdk'
import { signTypedData } from 'viem/actions'
import type { ReadyModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { deleteOriginal } from './hostApi.ts'
import { useModelPlace, useRefreshOriginals } from './originalsQuery.ts'

/** Has the account in use sign that an original is to be deleted, and asks the host for it. */
export function useWithdraw(model: ReadyModel, contribution: bigint) {
  const place = useModelPlace(model)
  const refresh = useRefreshOriginals(model)
  return useSend(async (client, shared: { time: number }) => {
    // no older than what is withdrawn, also where the clock of the computer was set in between
    const time = Math.max(Math.floor(Date.now() / 1000), shared.time)
    const withdrawal = { ...place, contribution, time }
    const signature = await signTypedData(client, withdrawalTypedData(withdrawal))
    await deleteOriginal({ ...withdrawal, signature })
    await refresh(contribution)
  })
}
