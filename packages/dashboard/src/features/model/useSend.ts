import { useMutation } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'
import { useCatchUp } from './useCatchUp.ts'

type Sender = Awaited<ReturnType<ReturnType<typeof useSender>>>

/** Sends something for the account in use, waits as long as `send` does, and brings the page up to date. */
export function useSend<Variables, Result>(send: (client: Sender, variables: Variables) => Promise<Result>) {
  const sender = useSender()
  const catchUp = useCatchUp()
  return useMutation({
    mutationFn: async (variables: Variables) => send(await sender(), variables),
    onSettled: catchUp,
  })
}
