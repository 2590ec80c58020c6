import { EyeIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Stack, Text } from '@mantine/core'

/** Stands in the place of what a stranger wrote, until somebody wants to read it. */
export function StrangersWords({ onShow }: { onShow: () => void }) {
  return (
    <Alert color="orange" title="A stranger made this model">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Anyone can put a model on the chain and call it anything. Whoever runs this page does not vouch for
          this one: its name, description, links, classes and samples are words of strangers, and may be
          false, or meant to offend. What the page could check itself stands below.
        </Text>
        <ShowButton onShow={onShow} />
      </Stack>
    </Alert>
  )
}

/** The same in one line, for cards. */
export function ShowButton({ onShow }: { onShow: () => void }) {
  return (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<EyeIcon width={16} aria-hidden />}
      onClick={event => {
        focusNear(event.currentTarget)
        onShow()
      }}
    >
      Show what a stranger wrote
    </Button>
  )
}

/** The button will be gone: the focus goes to the link of its card, or to the content of its page. */
function focusNear(button: HTMLElement) {
  const place = button.closest('li')?.querySelector('a') ?? button.closest<HTMLElement>('main')
  place?.focus({ preventScroll: true })
}
