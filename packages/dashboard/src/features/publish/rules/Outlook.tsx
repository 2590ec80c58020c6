import type { IncentiveOptions, MechanismName } from '@cotrain/sdk'
import { Card, Progress, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useMemo } from 'react'
import { Placeholder } from '../../../ui/Placeholder.tsx'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { ProblemNotice } from '../../simulator/ProblemNotice.tsx'
import type { OpenedModel } from '../thread/messages.ts'
import { useGasPrice } from '../useGasPrice.ts'
import { outlookOf, outlookWords } from './outlook.ts'
import { type OutlookQuestion, ownData, people } from './outlookScenario.ts'
import { useOutlook } from './useOutlook.ts'

/** Charts are wanted here only. */
const OutlookPlots = lazy(() =>
  import('./OutlookPlots.tsx').then(({ OutlookPlots: plots }) => ({ default: plots })),
)

interface Props {
  model: OpenedModel
  mechanism: MechanismName
  /** Undefined while something is wrong with them. */
  options: IncentiveOptions | undefined
}

/** What the options imply: played in a few seconds, and anew when they change. */
export function Outlook({ model, mechanism, options }: Props) {
  const { symbol } = useNetwork().chain.nativeCurrency
  const question = useQuestion({ model, mechanism, options })
  const { runs, busy, done, problem } = useOutlook(question)
  const result = useMemo(() => (runs.length > 0 ? outlookOf(runs) : undefined), [runs])
  return (
    <Card component="section" aria-labelledby="outlook-title" aria-busy={busy} data-testid="outlook">
      <Stack gap="sm">
        <Title order={3} id="outlook-title">
          What that may come to
        </Title>
        <Text size="sm" c="dimmed">
          {people.honest} people who label right and {people.attackers} who label wrong on purpose teach{' '}
          {question && ownData(question)
            ? 'this model, made of a part of your samples, with the others'
            : 'a model like this one, with generated samples'}
          ; simulated here.
        </Text>
        {!options && <Text size="sm">It is played when the options are right.</Text>}
        {options && <Progress value={100 * done} size="sm" aria-label="Simulated" transitionDuration={100} />}
        {problem && <ProblemNotice problem={problem} />}
        {options && !result && !problem && <Placeholder lines={4} label="Simulating" />}
        {result && (
          <>
            <div role="status" data-testid="outlook-words" data-done={!busy}>
              {!busy &&
                outlookWords(result, mechanism, symbol).map(sentence => (
                  <Text size="sm" key={sentence}>
                    {sentence}
                  </Text>
                ))}
            </div>
            <Suspense fallback={<Placeholder label="Loading the plots" />}>
              <OutlookPlots points={result.points} symbol={symbol} />
            </Suspense>
            <Text size="xs" c="dimmed">
              Three plays, by the contracts' own rules. People may be wiser, or worse: the simulator shows
              more attacks.
            </Text>
          </>
        )}
      </Stack>
    </Card>
  )
}

/** The same object as long as the same is asked. */
function useQuestion({ model, mechanism, options }: Props): OutlookQuestion | undefined {
  const gasPrice = useGasPrice()
  const key =
    options && JSON.stringify(options, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  // two significant digits: a price that moves a little does not start all over
  const gwei = gasPrice === undefined ? undefined : Number((Number(gasPrice) / 1e9).toPrecision(2))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the options
  return useMemo(
    () => (options && gwei !== undefined ? { model, mechanism, options, gasPriceGwei: gwei } : undefined),
    [model, mechanism, key, gwei],
  )
}
