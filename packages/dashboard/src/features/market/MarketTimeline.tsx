import { CheckIcon } from '@heroicons/react/24/outline'
import { Stack, Text, Timeline, Title } from '@mantine/core'
import { formatDate } from '../../ui/format.ts'
import { type Market, phaseWords } from './phases.ts'

type Entry = Market['timeline'][number]

/** All phases of a market with their times; the present one stands out. */
export function MarketTimeline({ market }: { market: Market }) {
  const entries = market.timeline
  const active = entries.findLastIndex(({ state }) => state !== 'future')
  return (
    <Stack component="section" gap="md" aria-labelledby="market-timeline">
      <Title order={2} id="market-timeline">
        From the bounty to the payment
      </Title>
      <Timeline active={active} bulletSize={22} lineWidth={2}>
        {entries.map(entry => (
          <Timeline.Item
            key={entry.phase}
            aria-current={entry.state === 'present' ? 'step' : undefined}
            title={
              <Text
                span
                fw={entry.state === 'present' ? 700 : 550}
                c={entry.state === 'future' ? 'dimmed' : 'inherit'}
              >
                {phaseWords[entry.phase].title}
                {entry.state === 'present' && ' (now)'}
              </Text>
            }
            bullet={entry.state === 'past' && <CheckIcon width={13} aria-hidden />}
          >
            <Text size="sm" c="dimmed">
              {phaseWords[entry.phase].text}
            </Text>
            <Text size="sm">{timesOf(entry)}</Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}

/** From when until when, as far as it is known. */
function timesOf({ from, until }: Entry): string | null {
  const dates = [from, until].map(time => (time === undefined ? undefined : formatDate(Number(time))))
  if (dates[0] && dates[1]) return dates[0] === dates[1] ? dates[0] : `${dates[0]} to ${dates[1]}`
  if (dates[0]) return `Since ${dates[0]}`
  return dates[1] ? `Until ${dates[1]}` : null
}
