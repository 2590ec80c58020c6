import { Stack, Text, Timeline, Title } from '@mantine/core'
import type { Step } from './schedule.ts'

/** What happens to a contribution and when. */
export function Schedule({ title, steps }: { title: string; steps: readonly Step[] }) {
  return (
    <Stack gap="sm">
      <Title order={3}>{title}</Title>
      <Timeline active={0} bulletSize={14} lineWidth={2}>
        {steps.map(({ when, what }) => (
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
