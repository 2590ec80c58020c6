import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { NamedModel } from './ModelName.tsx'
import { ShowButton } from './StrangersWords.tsx'
import { useTrust } from './strangers.ts'

/** What a model's owner says of it, on its card; of a stranger's model a button in its place. */
export function CardWords({ model, children }: { model: NamedModel; children: ReactNode }) {
  const { isKnown, isShown, show } = useTrust(model)
  if (isShown || isKnown === undefined) return children
  return (
    <>
      <Text c="dimmed">A stranger made it, and nobody vouches for it here.</Text>
      {/* above the link that the whole card is */}
      <div style={{ position: 'relative', zIndex: 1 }}>
        <ShowButton onShow={show} />
      </div>
    </>
  )
}
