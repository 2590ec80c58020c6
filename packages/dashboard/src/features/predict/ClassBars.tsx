import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { formatNumber, formatProbability } from '../../ui/format.ts'
import type { Measure } from '../model/measure.ts'
import classes from './ClassBars.module.css'
import type { ClassVerdict, Judgement } from './judge.ts'

const shownAtFirst = 8

const notes: Record<Measure, string> = {
  score: 'The class with the highest score wins.',
  scores: 'The class with the highest score wins.',
  probability: 'What the model believes the probability of each class to be.',
  'joint probability':
    'The classes’ probabilities, as if each word told something new: surer than the model can be.',
  distance: 'How far the sample is from the middle of each class: the nearest wins.',
}

/** What the model makes of each class, the winner first, as bars. */
export function ClassBars({ judgement }: { judgement: Judgement }) {
  const [all, setAll] = useState(false)
  const { measure, predicted } = judgement
  const shown = all ? judgement.classes : judgement.classes.slice(0, shownAtFirst)
  const hidden = judgement.classes.length - shown.length
  const place = placesOf(judgement)
  // Two classes keep the colours that they have everywhere; of several, the winner stands out.
  const warm = judgement.classes.length === 2 ? 1 : predicted
  return (
    <Stack gap={6}>
      <ul
        className={classes.list}
        aria-label={`The classes by ${measure === 'distance' ? 'distance' : 'score'}`}
      >
        {shown.map(each => (
          <li key={each.label} className={classes.row} data-winner={each.label === predicted || undefined}>
            <span className={classes.name}>{each.name}</span>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.bar}
                data-warm={warm === each.label || undefined}
                style={place(each)}
              />
            </span>
            <span className={classes.value}>{describe(each, measure)}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => setAll(true)}
          style={{ alignSelf: 'flex-start' }}
        >
          Show {hidden} more
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {notes[measure]}
      </Text>
    </Stack>
  )
}

function describe({ value }: ClassVerdict, measure: Measure): string {
  if (value === undefined) return 'not taught yet'
  return measure.endsWith('probability') ? formatProbability(value) : formatNumber(value)
}

/** Where each bar begins and how long it is, as shares of the track: from 0, to the left below it. */
function placesOf({ classes: verdicts, measure }: Judgement) {
  const values = verdicts.map(({ value = 0 }) => value)
  const lowest = Math.min(0, ...values)
  const highest = measure.endsWith('probability') ? 1 : Math.max(0, ...values)
  const range = highest - lowest || 1
  return ({ value = 0 }: ClassVerdict) => ({
    left: `${((Math.min(0, value) - lowest) / range) * 100}%`,
    width: `${(Math.abs(value) / range) * 100}%`,
  })
}
