import { Skeleton, Stack } from '@mantine/core'

/** Holds the place of something that is being read from the chain. */
export function Placeholder({ lines = 3, label = 'Reading the chain' }: { lines?: number; label?: string }) {
  return (
    <Stack role="status" aria-label={label} gap="sm" py="sm">
      {Array.from({ length: lines }, (_, line) => (
        // The lines are all alike and never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={line} h={line === 0 ? 26 : 16} w={`${90 - line * 14}%`} />
      ))}
    </Stack>
  )
}
