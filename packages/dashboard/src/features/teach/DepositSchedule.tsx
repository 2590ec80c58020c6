import type { IncentiveOptions } from '@cotrain/sdk'
import { Stack, Text, Timeline, Title } from '@mantine/core'
import { depositSchedule } from './schedule.ts'

interface Props {
  options: IncentiveOptions
  /** Whether the model learns from samples that it gets right, too. */
  always: boolean
}

export function DepositSchedule({ options, always }: Props) {
  return (
    <Stack gap="sm">
      <Title order={3}>What happens to the deposit</Title>
      <Timeline active={0} bulletSize={14} lineWidth={2}>
        {depositSchedule(options, always).map(({ when, what }) => (
          <Timeline.Item key={when} title={when}>
            <Text size="sm" c="dimmed">
              {what}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}
