import { ForwardIcon } from '@heroicons/react/24/outline'
import { Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { formatDate, formatDuration } from '../../ui/format.ts'
import { toPlainWords } from '../../ui/plainWords.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useNow } from '../network/useNow.ts'
import { useSkipTime } from './useSkipTime.ts'

const steps = [60, 3_600, 86_400, 7 * 86_400]

/** A local chain's clock can be moved on, so that nobody has to wait for a refund. */
export function SkipTime() {
  const now = useNow()
  const { kind } = useNetwork()
  const { mutate: skip, isPending } = useSkipTime()
  const start = (seconds: number) =>
    skip(seconds, {
      onSuccess: () =>
        notifications.show({ message: `The chain's clock moved on by ${formatDuration(seconds)}.` }),
      onError: error => {
        const { message, advice } = toPlainWords(error)
        notifications.show({ color: 'red', title: message, message: advice.join(' ') })
      },
    })
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <Button variant="light" h={42} px="sm" aria-label="Skip time" loading={isPending}>
          <ForwardIcon width={18} aria-hidden />
          <Text span inherit visibleFrom="sm" ml={8}>
            Skip time
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Skip time">
        <Menu.Label>
          <Text span size="xs">
            {kind === 'demo' ? 'Demo only' : 'Local chain only'}. Its clock:{' '}
            {now === undefined ? '…' : formatDate(now)}
          </Text>
        </Menu.Label>
        {steps.map(seconds => (
          <Menu.Item key={seconds} onClick={() => start(seconds)}>
            Skip {formatDuration(seconds)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
