import { ExclamationTriangleIcon } from '@heroicons/react/24/outline'
import { Alert, Text } from '@mantine/core'
import type { Problem } from './problem.ts'

/** What went wrong, and what to do about it. */
export function ProblemNotice({ problem: { message, advice } }: { problem: Problem }) {
  return (
    <Alert role="alert" color="red" icon={<ExclamationTriangleIcon aria-hidden />} title={message}>
      {advice.map(line => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
    </Alert>
  )
}
