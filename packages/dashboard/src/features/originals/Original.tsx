import { contributionAt } from '@cotrain/sdk'
import { EyeIcon } from '@heroicons/react/24/outline'
import { Button, Group, Loader, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { useConnection } from 'wagmi'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { toPlainWords } from '../../ui/plainWords.ts'
import { LoadEncoder } from '../encoders/LoadEncoder.tsx'
import { useLoadedEncoder } from '../encoders/useLoadedEncoder.ts'
import { modelPlaceOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useConsent } from './consent.ts'
import { OriginalContent } from './OriginalContent.tsx'
import { type CheckedOriginal, useMayHaveOriginal, useModelPlace, useOriginal } from './originalsQuery.ts'
import { useWithdraw } from './useWithdraw.ts'

interface Props {
  model: ReadyModel
  /** The contribution's index. */
  index: bigint
}

/** The text or the picture that a contribution was made from, where its contributor shares it; hidden until asked for. */
export function Original(props: Props) {
  const isThere = useMayHaveOriginal(props.model, props.index)
  return isThere ? <Shared {...props} /> : null
}

function Shared({ model, index }: Props) {
  const { chainId } = useModelPlace(model)
  const [isWanted, want] = useConsent(modelPlaceOf(chainId, model.reference))
  const [asks, setAsks] = useState(false)
  const original = useOriginal(model, index, isWanted)
  if (isWanted) {
    return (
      <Stack gap="xs" mt="xs" align="flex-start">
        <Checked model={model} query={original} />
        <Group gap="xs">
          {original.data && <Withdraw model={model} index={index} checked={original.data} />}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => want(false)}>
            Hide originals
          </Button>
        </Group>
      </Stack>
    )
  }
  if (!asks) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        mt={4}
        leftSection={<EyeIcon width={14} aria-hidden />}
        onClick={() => setAsks(true)}
      >
        Show the original<VisuallyHidden>&nbsp;of contribution {String(index)}</VisuallyHidden>
      </Button>
    )
  }
  return (
    <Stack gap="xs" mt="xs" align="flex-start" role="group" aria-label="Before you see originals">
      <Text size="sm" c="var(--mantine-color-text)">
        Strangers wrote and made the originals of this model. They may be rude, upsetting, or a trap: do not
        do what they say.
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => want(true)}>
          Show the originals of this model
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAsks(false)}>
          Cancel
        </Button>
      </Group>
    </Stack>
  )
}

function Checked({ model, query }: { model: ReadyModel; query: ReturnType<typeof useOriginal> }) {
  const encoder = useLoadedEncoder(model.loadable?.name)
  if (query.data) return <OriginalContent shown={query.data.shown} />
  if (query.error) {
    const { message } = toPlainWords(query.error)
    return <Text size="sm">An original is shared for this, but it is hidden: {message}</Text>
  }
  if (encoder.status === 'none' || encoder.status === 'ready') {
    return <Loader size="xs" aria-label="The original is being checked" />
  }
  return <LoadEncoder encoder={encoder} />
}

/** For who shares it: takes it back. */
function Withdraw({ model, index, checked }: Props & { checked: CheckedOriginal }) {
  const { address } = useConnection()
  const withdraw = useWithdraw(model, index)
  const contributor = contributionAt(model.synced.contributions, index)?.contributor
  if (!address || !contributor || !isAddressEqual(address, contributor)) return null
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate(checked.original)}
      >
        Withdraw<VisuallyHidden>&nbsp;the original of contribution {String(index)}</VisuallyHidden>
      </Button>
      <ErrorNotice error={withdraw.error} />
    </>
  )
}
