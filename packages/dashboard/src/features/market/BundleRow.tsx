import type { Bundle, Reward } from '@cotrain/sdk'
import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button, Text, VisuallyHidden } from '@mantine/core'
import { useId, useState } from 'react'
import type { Hex } from 'viem'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'
import { ListRow } from '../model/ListRow.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { wordsOf } from './bundleWords.ts'
import type { PhaseName } from './phases.ts'
import { SampleList } from './SampleList.tsx'
import { saveBundle } from './secrets.ts'

interface Props {
  model: MarketModel
  /** Of its market. */
  phase: PhaseName
  reward: Reward
  /** What is in it, where this browser keeps that. */
  kept: Bundle | undefined
}

/** One bundle: whose it is, how it stands, what is in it, and what it came to. */
export function BundleRow({ model, phase, reward, kept }: Props) {
  const { bundle, record, contributor, own } = reward
  const { text, ...status } = wordsOf(phase, reward)
  const known = record.samples.length > 0 ? record.samples : (own && kept?.samples) || []
  const isHidden = own && record.status === 'committed' && (phase === 'committing' || phase === 'revealing')
  const title = (
    <>
      <strong>Bundle {String(bundle)}</strong> by <Person address={contributor} />
      {known.length > 0 && `, ${known.length} samples`}
    </>
  )
  const side = (
    <>
      <Pay reward={reward} />
      {isHidden && kept && <SaveButton bundle={kept} number={bundle} />}
    </>
  )
  return (
    <ListRow name={`Bundle ${bundle}`} status={status} title={title} side={side}>
      {text}
      {isHidden && <Keeping isKept={kept !== undefined} />}
      {known.length > 0 && <Contents model={model} number={bundle} samples={known} />}
    </ListRow>
  )
}

/** Who loses what is in a bundle cannot reveal it. */
function Keeping({ isKept }: { isKept: boolean }) {
  return isKept ? (
    <> This browser keeps what is in it. If that is lost, so are stake and fee: save the file, too.</>
  ) : (
    <> This browser does not keep what is in it: keep the file, or stake and fee are lost.</>
  )
}

function SaveButton({ bundle, number }: { bundle: Bundle; number: bigint }) {
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<ArrowDownTrayIcon width={16} aria-hidden />}
      onClick={() => saveBundle(bundle)}
    >
      Save its file<VisuallyHidden>: bundle {String(number)}</VisuallyHidden>
    </Button>
  )
}

interface ContentsProps {
  model: MarketModel
  number: bigint
  samples: readonly { label: number; sample: Hex }[]
}

/** What is in a bundle, when somebody asks for it. */
function Contents({ model, number, samples }: ContentsProps) {
  const [opened, setOpened] = useState(false)
  const id = useId()
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        px={0}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {opened ? 'Hide' : 'Show'} the samples<VisuallyHidden> of bundle {String(number)}</VisuallyHidden>
      </Button>
      <div id={id}>{opened && <SampleList model={model} samples={samples} />}</div>
    </div>
  )
}

/** What the bundle gets, and how that compares with what it paid. */
function Pay({ reward: { amount, profit, status, record } }: { reward: Reward }) {
  if (amount === undefined || status === 'lost' || status === 'pending') return null
  const pay = record.pay ?? profit
  return (
    <>
      <Text fw={600}>
        <Amount wei={amount} />
      </Text>
      <Text size="sm" c="dimmed" ta="right">
        {status === 'claimed' ? 'Paid: ' : ''}
        {record.pay === undefined ? 'stake and fee' : 'the stake'}
        {pay !== undefined && pay !== 0n && (
          <>
            {pay > 0n ? ' and ' : ' less '}
            <Amount wei={pay > 0n ? pay : -pay} />
          </>
        )}
      </Text>
    </>
  )
}
