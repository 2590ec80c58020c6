import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button } from '@mantine/core'
import { isAddressEqual } from 'viem'
import { useAccountAddress } from '../account/accounts.ts'
import type { StepProps } from './NextStep.tsx'
import { saveTestSet, useKeptTestSets } from './secrets.ts'

/** Lets the sponsor save the file of the test set once more, where the browser keeps it. */
export function SaveTestSet({ model, market: { sponsor } }: StepProps) {
  const account = useAccountAddress()
  const { present } = useKeptTestSets(model)
  if (!present || !account || !isAddressEqual(account, sponsor)) return null
  return (
    <Button
      variant="default"
      leftSection={<ArrowDownTrayIcon width={18} aria-hidden />}
      onClick={() => saveTestSet(present, model.reference.modelId)}
    >
      Save the test set’s file
    </Button>
  )
}
