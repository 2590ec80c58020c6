import type { Bundle } from '@cotrain/sdk'
import { ArrowDownTrayIcon, CheckIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../../ui/format.ts'
import { modelPath } from '../../model/modelPath.ts'
import type { MarketModel } from '../../model/readyModel.ts'
import { saveBundle } from '../secrets.ts'

interface Props {
  model: MarketModel
  bundle: Bundle
  number: bigint
}

/** What came of a commitment, and when to come back. */
export function Committed({ model: { reference, twin, synced }, bundle, number }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  // The button that committed it is switched off by now.
  useEffect(() => ref.current?.focus(), [])
  const { commitUntil, revealUntil } = twin.incentive(reference.modelId, synced.time)
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="status"
      color="green"
      icon={<CheckIcon aria-hidden />}
      title={`Bundle ${number} is committed`}
    >
      <Text size="sm">
        Come back to reveal it from {formatDate(Number(commitUntil))} to {formatDate(Number(revealUntil))}:
        else stake and fee are lost.
      </Text>
      <Group gap="xs" mt="sm">
        <Button
          size="compact-md"
          variant="default"
          leftSection={<ArrowDownTrayIcon width={16} aria-hidden />}
          onClick={() => saveBundle(bundle)}
        >
          Save its file
        </Button>
        <Button
          component={Link}
          to={modelPath(reference, 'market')}
          size="compact-md"
          variant="subtle"
          color="gray"
        >
          See the market
        </Button>
      </Group>
    </Alert>
  )
}
