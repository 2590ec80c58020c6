import type { AnySample } from '@cotrain/sdk'
import { parseFeatureFile, parseNumbersFile } from '@cotrain/sdk/data'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReadyModel } from '../model/readyModel.ts'
import { isDense } from '../model/sampleNumbers.ts'
import { useHeldOutUrl } from './heldOutUrl.ts'

export interface HeldOutSample {
  label: number
  sample: AnySample
}

/** The samples that training never saw, from the server of this page. */
export const heldOutQueryOptions = (url: string | undefined, model: ReadyModel | undefined) =>
  queryOptions({
    queryKey: ['held-out', url, model?.encoder?.name],
    enabled: url !== undefined && model !== undefined,
    staleTime: Infinity,
    queryFn: async (): Promise<HeldOutSample[]> => {
      const response = await fetch(url!)
      if (!response.ok) throw new Error(`The held-out samples cannot be loaded (${response.status}).`)
      return parseSamples(await response.text(), model!)
    },
  })

/**
 * Reads labelled samples, one a line: numbers with commas between, where the model takes numbers, else indices.
 * @throws Error, CotrainError that name the line
 */
export function parseSamples(
  text: string,
  { encoder, classNames }: Pick<ReadyModel, 'encoder' | 'classNames'>,
): HeldOutSample[] {
  if (!isDense(encoder)) return parseFeatureFile(text, classNames)
  const samples = parseNumbersFile(text, classNames, encoder.featureCount)
  return samples.map(({ label, sample }) => ({ label, sample: encoder.encode(sample) }))
}

/** The held-out samples of a model, if this server has them. */
export function useHeldOut(model: ReadyModel | undefined): HeldOutSample[] | undefined {
  return useQuery(heldOutQueryOptions(useHeldOutUrl(model?.reference), model)).data
}
