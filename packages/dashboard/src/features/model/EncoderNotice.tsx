import { Alert } from '@mantine/core'
import { toPlainWords } from '../../ui/plainWords.ts'

/** Why samples cannot be made for a model here. */
export function EncoderNotice({ error }: { error: unknown }) {
  const { message, advice } = toPlainWords(error)
  return (
    <Alert color="orange" title="This page cannot make samples for this model" role="alert">
      {[message, ...advice].join(' ')}
    </Alert>
  )
}
