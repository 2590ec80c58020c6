import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { StrangersLink } from './links.ts'
import classes from './Strangers.module.css'

/** Asks before a stranger's link is followed: what it is called proves nothing, its host decides. */
export function LeaveDialog({ link, onStay }: { link: StrangersLink; onStay: () => void }) {
  const { url, before, host, letters, after, isOpen } = link
  return (
    <Modal
      opened
      onClose={onStay}
      title="Leave this page?"
      closeButtonProps={{ 'aria-label': 'Stay here' }}
      centered
      size="lg"
    >
      <Stack gap="sm">
        <Text size="sm">
          A stranger put this link here. What opens is not Cotrain's, whatever it looks like: never type a
          wallet's words or a password there because of a model.
        </Text>
        <div className={classes.url} dir="ltr" data-testid="leave-url">
          {before}
          <strong>{host}</strong>
          {after}
        </div>
        {letters !== undefined && (
          <Text size="sm">
            The host is written in other letters than it seems: <bdi className={classes.name}>{letters}</bdi>.
            Such letters can look like Latin ones.
          </Text>
        )}
        {isOpen && <Text size="sm">It is not encrypted: others on the way can read and change it.</Text>}
        <Group gap="xs">
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer noopener nofollow"
            variant="default"
            onClick={onStay}
          >
            Leave, to the host above
          </Button>
          <Button onClick={onStay} data-autofocus>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
