import { countOf, createTestSet, openMarketSync, type TestSet } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { parseEther } from 'viem'
import { readTextFile } from '../../ui/readTextFile.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { parseSamplesFile } from './samplesFile.ts'
import { saveTestSet, useKeptTestSets } from './secrets.ts'

/** Makes a test set of a file; opens a market with it, after the browser has kept it and saved it as a file. */
export function useOpening(model: MarketModel) {
  const { reference } = model
  const { keep } = useKeptTestSets(model)
  const read = useMutation({
    mutationFn: async (file: File) => {
      const samples = parseSamplesFile(await readTextFile(file), model)
      const testSet = createTestSet(samples, { classifier: reference.classifier })
      return { testSet, count: countOf(testSet) }
    },
  })
  const open = useSend(
    async (client, { testSet, bounty }: { testSet: TestSet; bounty: string }) => {
      keep(testSet)
      saveTestSet(testSet, reference.modelId)
      return openMarketSync(client, { model: reference, testSet, bounty: parseEther(bounty) })
    },
    ({ bounty }) => ({ title: `Open a market with a bounty of ${bounty}`, model: reference }),
  )
  return { read, open }
}
