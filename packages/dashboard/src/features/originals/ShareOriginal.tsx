import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { smallerToShare } from './smallerToShare.ts'
import type { ShareOriginal as Share } from './useShareOriginal.ts'

const hindrances = {
  'long text': 'Only texts of up to 8 kB can be shared: this one is longer.',
  'broken text': 'This text has characters that cannot be shared.',
  'large picture': 'Only pictures of up to 64 kB can be shared.',
}

/**
 * Asks whether the text or picture of a contribution is shared, below the form; after the contribution tells how that went.
 */
export function ShareOriginal({ share }: { share: Share }) {
  const { isOffered, isWanted, setWanted, sample, hindrance } = share
  if (!isOffered) return null
  return (
    <Stack gap="xs">
      <Checkbox
        label={`Share the original ${sample} with this contribution`}
        description={`The chain gets numbers only. Shared, the ${sample} itself can be read by everybody at the server of this page, until you withdraw it. Your wallet asks for one more signature.`}
        checked={isWanted}
        onChange={event => setWanted(event.currentTarget.checked)}
      />
      {isWanted && hindrance && (
        <Group gap="xs" pl={32}>
          <Text size="sm" role="alert">
            {hindrances[hindrance]} It is not shared.
          </Text>
          {hindrance === 'large picture' && <MakeSmaller share={share} />}
        </Group>
      )}
      <Outcome share={share} />
    </Stack>
  )
}

function MakeSmaller({ share: { picture, setPicture } }: { share: Share }) {
  const make = useMutation({ mutationFn: smallerToShare, onSuccess: setPicture })
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        loading={make.isPending}
        onClick={() => picture && make.mutate(picture)}
      >
        Make it smaller
      </Button>
      <ErrorNotice error={make.error} />
    </>
  )
}

function Outcome({ share: { send, sample } }: { share: Share }) {
  if (send.isPending) return <Text size="sm">Sign in your wallet to share the {sample} …</Text>
  if (send.isSuccess) {
    return (
      <Text size="sm" role="status">
        The {sample} is shared. You can withdraw it beside your contribution.
      </Text>
    )
  }
  if (!send.error) return null
  return (
    <Stack gap="xs">
      <ErrorNotice error={send.error} title={`The ${sample} is not shared`} />
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => send.mutate(send.variables!)}>
          Try to share it again
        </Button>
      </Group>
    </Stack>
  )
}
