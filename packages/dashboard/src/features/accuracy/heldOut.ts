import { formatModelId, type ModelReference } from '@cotrain/sdk'
import { parseFeatureFile } from '@cotrain/sdk/models'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useNetwork } from '../network/NetworkContext.tsx'

/** The samples that training never saw, from the server of this page. */
export const heldOutQueryOptions = (url: string | undefined) =>
  queryOptions({
    queryKey: ['held-out', url],
    enabled: url !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      const response = await fetch(url!)
      if (!response.ok) throw new Error(`The held-out samples cannot be loaded (${response.status}).`)
      return parseFeatureFile(await response.text())
    },
  })

/** The held-out samples of a model, if this server has them. */
export function useHeldOut(reference: ModelReference) {
  const { models } = useNetwork()
  const url = models.find(({ id }) => id === formatModelId(reference))?.heldOut
  return useQuery(heldOutQueryOptions(url)).data
}
