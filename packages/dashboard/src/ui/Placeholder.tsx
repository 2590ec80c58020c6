import { Skeleton, Stack } from '@mantine/core'

interface Props {
  lines?: number
  label?: string
  /** Whether it stands for a page's main part: what is below stays off the screen, and does not jump when that comes. */
  fills?: boolean
}

/** Holds the place of something that is being read from the chain. */
export function Placeholder({ lines = 3, label = 'Reading the chain', fills = false }: Props) {
  return (
    <Stack role="status" aria-label={label} gap="sm" py="sm" {...(fills ? { mih: '100vh' } : {})}>
      {Array.from({ length: lines }, (_, line) => (
        // The lines are all alike and never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={line} h={line === 0 ? 26 : 16} w={`${90 - line * 14}%`} />
      ))}
    </Stack>
  )
}
