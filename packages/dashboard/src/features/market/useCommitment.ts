import { commitMarketSync, createTestSet, encodeTestSet, type TestSet } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { parseEther } from 'viem'
import { readTextFile } from '../../ui/readTextFile.ts'
import { saveFile } from '../../ui/saveFile.ts'
import { parseSamples } from '../accuracy/heldOut.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'

/**
 * Makes a test set, which the browser saves first, and commits to it. Saving again saves the same test set, until
 * `seal.reset`.
 */
export function useCommitment(model: MarketModel) {
  const { reference } = model
  const seal = useMutation({
    mutationFn: async ({ file, pieces }: { file: File; pieces: number }): Promise<TestSet> => {
      const testSet =
        seal.data ??
        createTestSet(parseSamples(await readTextFile(file), model), {
          classifier: reference.classifier,
          pieces,
        })
      saveFile(`cotrain-market-${reference.modelId}.secret.json`, encodeTestSet(testSet))
      return testSet
    },
  })
  const commit = useSend((client, { testSet, bounty }: { testSet: TestSet; bounty: string }) =>
    commitMarketSync(client, { model: reference, testSet, bounty: parseEther(bounty) }),
  )
  return { seal, commit }
}
