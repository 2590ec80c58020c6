import { type MechanismOption, optionsOf } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { ExplorerLink } from '../../ui/ExplorerLink.tsx'
import { formatDuration, formatNumber, formatPercent, nameInWords } from '../../ui/format.ts'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'
import classes from './Strangers.module.css'

/** All that the owner chose about the mechanism, in units that people use, with what each is. */
export function MechanismOptions({ model }: { model: ReadyModel }) {
  const { reference, twin, synced } = model
  const { options } = twin.incentive(reference.modelId, synced.time)
  const values = options as unknown as Record<string, number | bigint>
  return (
    <dl className={classes.facts}>
      {optionsOf(reference.mechanism).map(([name, option]) => (
        <Row key={name} name={nameInWords(name)} words={option.words}>
          <Value option={option} value={values[name]!} />
        </Row>
      ))}
      <Arbiter model={model} />
    </dl>
  )
}

function Row({ name, words, children }: { name: string; words?: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children}
        {words && (
          <Text size="sm" c="dimmed">
            {words}
          </Text>
        )}
      </dd>
    </>
  )
}

const gwei = 10n ** 9n

function Value({ option: { unit, choices }, value }: { option: MechanismOption; value: number | bigint }) {
  switch (unit) {
    case 'wei':
      return <Amount wei={BigInt(value)} />
    case 'gwei':
      return <Amount wei={BigInt(value) * gwei} />
    case 'seconds':
      return <>{formatDuration(Number(value))}</>
    case 'millionths':
      return <>{formatPercent(Number(value) / 1e6)}</>
    case 'choice':
      return <>{choices?.[Number(value)] ?? String(value)}</>
    case 'points':
      return <>{formatNumber(Number(value))} points</>
    case 'count':
      return <>{formatNumber(Number(value))}</>
  }
}

/** Under bonds: who decides what stays contested, for how long, and what a court is told. */
function Arbiter({ model }: { model: ReadyModel }) {
  if (!isModelUnder(model, 'bonded')) return null
  const { arbiter } = model
  const { rulingTime, arbiterData } = model.twin.incentive(model.reference.modelId).options
  if (!arbiter) {
    return (
      <Row name="Arbiter" words="what stays contested is dropped">
        Nobody
      </Row>
    )
  }
  return (
    <>
      <Row name="Arbiter" words={`a ${arbiter.kind}: decides what stays contested`}>
        <Copyable value={arbiter.address} name="the arbiter's address">
          <ExplorerLink of={{ address: arbiter.address }}>{arbiter.address}</ExplorerLink>
        </Copyable>
      </Row>
      <Row name="Ruling time" words="how long the arbiter has to rule">
        {formatDuration(rulingTime)}
      </Row>
      {arbiterData !== '0x' && (
        <Row name="Arbiter data" words="what the court is told with each dispute">
          {arbiterData}
        </Row>
      )}
    </>
  )
}
