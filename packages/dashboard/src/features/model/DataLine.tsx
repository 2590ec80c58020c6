import { formatModelId } from '@cotrain/sdk'
import { Code, Text } from '@mantine/core'
import { useTrust } from '../trust/strangers.ts'
import { License } from './License.tsx'
import type { ReadyModel } from './readyModel.ts'

/** Under which licence samples are contributed, and how to get all of them. */
export function DataLine({ model: { metadata, reference, twin } }: { model: ReadyModel }) {
  const { isShown } = useTrust({ ...reference, owner: twin.model(reference.modelId).owner })
  return (
    <Text size="sm" c="dimmed">
      Data: licence <License license={metadata.license} isShown={isShown} />. Get all of it, with proof:{' '}
      <Code>cotrain dataset {formatModelId(reference)} --out FOLDER</Code>
    </Text>
  )
}
