import type { CheckCodeReturnType, Kind } from '@cotrain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from 'wagmi'

/** Whether the code that a model runs on is what this page was built with. It is asked once for each visit. */
export function useCodeCheck({ mechanism, classifier }: Kind) {
  const client = useClient()!
  return useQuery({
    queryKey: ['code', client.uid, mechanism, classifier],
    queryFn: async () => {
      const { checkCode } = await import('../model/reading.ts')
      return checkCode(client as never, { model: { mechanism, classifier } })
    },
    staleTime: Infinity,
    retryOnMount: true,
  })
}

/** What came of the check as a whole. */
export type CodeVerdict = 'same' | 'different' | 'unknown' | 'asking'

export function verdictOf({
  data,
  isError,
}: {
  data: CheckCodeReturnType | undefined
  isError: boolean
}): CodeVerdict {
  if (!data) return isError ? 'unknown' : 'asking'
  const verdicts = [data.trainer.verdict, data.classifier.verdict]
  if (verdicts.includes('different')) return 'different'
  return verdicts.every(verdict => verdict === 'same') ? 'same' : 'unknown'
}
