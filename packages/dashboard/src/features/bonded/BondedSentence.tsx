import type { TrainerEvent } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'

type BondedEvent = Extract<TrainerEvent, { eventName: 'Challenged' | 'Settled' }>

/** What happened to a contribution under deposits with bonds, in a sentence. */
export function BondedSentence({ event, classNames }: { event: BondedEvent; classNames: readonly string[] }) {
  const { index, label } = event.args
  const name = <strong>{classNames[label] ?? `class ${label}`}</strong>
  if (event.eventName === 'Challenged') {
    const { account, bond } = event.args
    return (
      <>
        <Person address={account} /> says that contribution {String(index)} is {name}, and staked{' '}
        <Amount wei={bond} /> on it.
      </>
    )
  }
  const { amounts } = event.args
  return (
    <>
      Contribution {String(index)} was settled as {name}: <Amount wei={amounts.reduce((a, b) => a + b, 0n)} />{' '}
      went to those who said so, and the model learned it.
    </>
  )
}
