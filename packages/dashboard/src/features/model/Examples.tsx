import { Button, Group } from '@mantine/core'

interface ExamplesProps {
  examples: readonly { name: string; text: string }[]
  onChoose: (text: string) => void
}

/** Samples to start with, a button for each. */
export function Examples({ examples, onChoose }: ExamplesProps) {
  return (
    <Group gap="xs">
      {examples.map(({ name, text }) => (
        <Button key={name} size="compact-sm" variant="subtle" onClick={() => onChoose(text)}>
          {name}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChoose('')}>
        Clear
      </Button>
    </Group>
  )
}
