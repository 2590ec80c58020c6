import type { Kind } from '@cotrain/sdk'
import { ExclamationTriangleIcon } from '@heroicons/react/24/outline'
import { Alert } from '@mantine/core'
import { useCodeCheck, verdictOf } from './useCodeCheck.ts'

/** Warns where a model runs on other code than this page knows; nothing where it does not, or nobody can say. */
export function CodeNotice({ kind }: { kind: Kind }) {
  if (verdictOf(useCodeCheck(kind)) !== 'different') return null
  return (
    <Alert
      role="alert"
      color="red"
      icon={<ExclamationTriangleIcon aria-hidden />}
      title="This is not the code that this page knows"
    >
      The contract that holds this model, or its classifier, has other code than the published one. What this
      page says of deposits and rules may be false: send nothing to it.
    </Alert>
  )
}
