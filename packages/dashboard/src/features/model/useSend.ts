import { formatModelId, type ModelReference } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'
import { useNoting } from '../transactions/noting/useNoting.ts'
import { useCatchUp } from './useCatchUp.ts'

export type Sender = Awaited<ReturnType<ReturnType<typeof useSender>>>

/** What is sent, in words. While something with the text `once` is under way, the same is not sent again. */
export interface Description {
  title: string
  model?: ModelReference
  once?: string
}

const undescribed = (): Description => ({ title: 'A transaction' })

/**
 * Sends something for the account in use, waits as long as `send` does, and brings the page up to date. Each transaction
 * that the client sends stands among the transactions at the top of the page.
 */
export function useSend<Variables, Result>(
  send: (client: Sender, variables: Variables) => Promise<Result>,
  describe: (variables: Variables) => Description = undescribed,
) {
  const sender = useSender()
  const noting = useNoting()
  const catchUp = useCatchUp()
  return useMutation({
    mutationFn: async (variables: Variables) => {
      const { model, ...words } = describe(variables)
      const described = { ...words, model: model && formatModelId(model) }
      return noting(described, await sender(), client => send(client, variables))
    },
    onSettled: catchUp,
  })
}
