import { Text, type TextProps } from '@mantine/core'
import { formatEther } from 'viem'
import { useNetwork } from '../features/network/NetworkContext.tsx'
import { formatAmount } from './format.ts'

/** An amount of the chain's currency; the exact one is in its title. */
export function Amount({ wei, ...text }: { wei: bigint } & TextProps) {
  const { symbol } = useNetwork().chain.nativeCurrency
  return (
    <Text span inherit {...text} title={`${formatEther(wei)} ${symbol}`} style={{ whiteSpace: 'nowrap' }}>
      {formatAmount(wei)} {symbol}
    </Text>
  )
}
