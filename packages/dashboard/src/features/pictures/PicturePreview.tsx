import type { Picture } from '@cotrain/encoders'
import type { AnySample } from '@cotrain/sdk'
import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DraftPicture } from './DraftPicture.ts'
import { greyPicture, Pixels } from './Pixels.tsx'

interface Props {
  picture: DraftPicture | undefined
  preview: Picture | undefined
  sample: AnySample | undefined
  /** Pixels to each side of what the encoder makes, where that is a picture again. */
  grid: number | undefined
  /** Whether the picture itself stands beside it already. */
  isDrawing: boolean
}

const side = 140

/** The picture as it was read, and what of it the model gets. */
export function PicturePreview({ picture, preview, sample, grid, isDrawing }: Props) {
  if (!picture || !sample) return null
  return (
    <Stack gap="xs">
      <Group align="flex-start" gap="md">
        {preview && !isDrawing && (
          <Figure title="The picture">
            <Pixels picture={preview} side={side} label={`The picture: ${picture.name}`} />
          </Figure>
        )}
        {grid !== undefined && (
          <Figure title="What the model sees">
            <Pixels
              picture={greyPicture(sample, grid)}
              side={side}
              crisp
              label={`What the model sees: ${grid} × ${grid} grey values`}
            />
          </Figure>
        )}
      </Group>
      {picture.note && (
        <Text size="sm" c="dimmed" maw={320}>
          {picture.note}
        </Text>
      )}
    </Stack>
  )
}

function Figure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={4}>
      {children}
      <Text size="sm" c="dimmed">
        {title}
      </Text>
    </Stack>
  )
}
