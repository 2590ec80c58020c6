import { notifications } from '@mantine/notifications'
import { formatAmount } from '../../ui/format.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Tells people that so many wei came to somebody. */
export function usePaid() {
  const { symbol } = useNetwork().chain.nativeCurrency
  return (wei: bigint, whom: string) =>
    notifications.show({
      color: 'green',
      title: 'Paid',
      message: `${formatAmount(wei)} ${symbol} came to ${whom}.`,
    })
}
