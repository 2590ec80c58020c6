import type { EstimateDeploymentReturnType } from '@cotrain/sdk'
import { Alert, Text } from '@mantine/core'
import { formatGwei } from 'viem'
import { Amount } from '../../../ui/Amount.tsx'
import { formatNumber } from '../../../ui/format.ts'
import { Stat, Stats } from '../../../ui/Stat.tsx'
import { useAccountAddress } from '../../account/accounts.ts'
import { useAccountBalance } from '../../account/useAccountBalance.ts'
import { formatFiat, useFiat } from '../../transactions/fiat.ts'

interface Props {
  estimate: EstimateDeploymentReturnType
}

/** So many signatures are a lot. */
const many = 15

/** What is sent and what it costs, before anything is signed. */
export function Cost({ estimate }: Props) {
  const { transactions, gas, gasPrice, cost, simulated, proxyFunding } = estimate
  const balance = useAccountBalance(useAccountAddress())
  const fiat = useFiat()
  const bound = simulated ? 'about' : 'at most about'
  if (transactions === 0) return null
  return (
    <>
      <Stats>
        <Stat
          label="Cost"
          hint={`${bound}, at ${formatNumber(Number(Number(formatGwei(gasPrice)).toPrecision(3)))} gwei for a unit of gas`}
        >
          <span data-testid="cost">
            <Amount wei={cost} />
            {fiat && ` (${formatFiat(cost, fiat)})`}
          </span>
        </Stat>
        <Stat label="Gas" hint={simulated ? 'as the node has tried it' : 'added up, and rounded up'}>
          {formatNumber(Number(gas))}
        </Stat>
        <Stat label="Transactions" hint="a signature each">
          <span data-testid="transactions">{transactions}</span>
        </Stat>
      </Stats>
      {proxyFunding > 0n && (
        <Text size="sm">
          <Amount wei={proxyFunding} /> of it is for a small contract that this chain lacks, through which all
          others are deployed.
        </Text>
      )}
      {transactions > many && (
        <Alert color="orange" title={`This takes ${transactions} transactions`}>
          The model is large. You can stop at any time and go on later: what is on the chain stays there, and
          is not paid for again.
        </Alert>
      )}
      {balance !== undefined && balance < cost && (
        <Alert color="orange" role="alert" title="Your account has less than that">
          It has <Amount wei={balance} />; <Amount wei={cost - balance} /> more is needed. An upload that
          would break off half way is better not begun.
        </Alert>
      )}
    </>
  )
}
