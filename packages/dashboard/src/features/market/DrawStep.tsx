import { drawPiecesSync } from '@cotrain/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { mine } from 'viem/actions'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useSend } from '../model/useSend.ts'
import { useHead } from '../network/head.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { testClientOf } from '../network/testClient.ts'
import type { StepProps } from './NextStep.tsx'

/** Draws the pieces, as soon as the draw's block is there. A local chain makes the blocks that are missing. */
export function DrawStep({ model, market }: StepProps) {
  const network = useNetwork()
  const { data: head } = useHead()
  const missing = Number(market.drawBlock - (head?.blockNumber ?? 0n))
  const draw = useSend(async client => {
    if (network.local && missing > 0) await mine(testClientOf(network), { blocks: missing })
    return drawPiecesSync(client, { model: model.reference })
  })
  const waits = !network.local && missing >= 0
  return (
    <Stack gap="xs">
      <div>
        <Button disabled={waits} loading={draw.isPending} onClick={() => draw.mutate(undefined)}>
          Draw the pieces
        </Button>
      </div>
      {waits && (
        <Text size="sm" c="dimmed">
          Possible in {missing + 1} {missing === 0 ? 'block' : 'blocks'}.
        </Text>
      )}
      <ErrorNotice error={draw.error} />
    </Stack>
  )
}
