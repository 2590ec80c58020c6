import { Button, Code, Container, Group, Stack, Text, Title } from '@mantine/core'

/** What stands in the place of something that broke: what to do, and the words to report. */
export function Crash({ error }: { error: unknown }) {
  return (
    <Container size="sm" py="xl">
      <Stack role="alert">
        <Title order={1}>This page broke</Title>
        <Text>
          The fault is the page's. Your deposits are on the chain and are not touched by it; reloading usually
          helps.
        </Text>
        <Code block>{error instanceof Error ? error.message : String(error)}</Code>
        <Group>
          <Button onClick={() => window.location.reload()}>Reload</Button>
          <Button variant="default" component="a" href="./">
            To the start
          </Button>
        </Group>
      </Stack>
    </Container>
  )
}
