import { ExclamationTriangleIcon } from '@heroicons/react/24/outline'
import { Alert, Text } from '@mantine/core'
import { toPlainWords } from './plainWords.ts'

/** What went wrong and what to do about it. */
export function ErrorWords({ error, title }: { error: unknown; title?: string }) {
  const { message, advice } = toPlainWords(error)
  return (
    <Alert role="alert" color="red" icon={<ExclamationTriangleIcon aria-hidden />} title={title ?? message}>
      {title && <Text size="sm">{message}</Text>}
      {advice.map(line => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
    </Alert>
  )
}
