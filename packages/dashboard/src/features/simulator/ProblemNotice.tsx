import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Problem } from './problem.ts'

/** What went wrong, and what to do about it. */
export function ProblemNotice({ problem: { message, advice } }: { problem: Problem }) {
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={message}>
      {advice.map(line => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
    </Alert>
  )
}
