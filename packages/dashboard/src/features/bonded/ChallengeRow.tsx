import { canSettle } from '@cotrain/sdk'
import { Button, Menu, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useNow } from '../network/useNow.ts'
import classes from './ChallengeRow.module.css'
import { Pledge } from './Pledge.tsx'
import { Pools } from './Pools.tsx'
import type { ChallengeActions } from './useChallengeActions.ts'
import { type Challengeable, challengeWords, statusWords } from './words.ts'

interface Props {
  model: BondedModel
  challengeable: Challengeable
  actions: ChallengeActions
}

/** One contribution: what it says, where it stands, and what can be done about it. */
export function ChallengeRow({ model, challengeable, actions }: Props) {
  const { index, contribution, status } = challengeable
  const hasArbiter = model.arbiter !== undefined
  const fee = model.arbiter?.fee ?? 0n
  const account = useAccountAddress()
  const now = useNow() ?? 0
  const { symbol } = useNetwork().chain.nativeCurrency
  const words = challengeWords(challengeable, model, { account, now, symbol })
  return (
    <ContributionRow
      model={model}
      index={index}
      contribution={contribution}
      status={statusWords[status]}
      side={
        <>
          {status === 'open' && (
            <>
              <Challenge {...{ model, challengeable, actions }} />
              <Pledge {...{ model, challengeable, actions }} />
            </>
          )}
          {status === 'contested' && hasArbiter && (
            <Action {...{ challengeable, actions }} act={actions.dispute} name="Call the arbiter">
              {fee > 0n && (
                <>
                  , fee&nbsp;
                  <Amount wei={fee} />
                </>
              )}
            </Action>
          )}
          {canSettle(status) && (
            <Action
              {...{ challengeable, actions }}
              act={actions.settle}
              name={status === 'undecided' ? 'Drop' : 'Settle'}
            />
          )}
        </>
      }
    >
      By <Person address={contribution.contributor} />. {words.text} {words.otherwise}
      {words.yours && (
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {words.yours}
        </Text>
      )}
      <Said {...{ model, challengeable }} />
      <Pools {...{ model, challengeable, actions }} />
    </ContributionRow>
  )
}

interface ActionProps extends Omit<Props, 'model'> {
  act: (contribution: Challengeable) => void
  name: string
  /** What follows the name. */
  children?: ReactNode
}

/** Something that can be done about it without another word. */
function Action({ challengeable, actions, act, name, children }: ActionProps) {
  return (
    <Button size="sm" loading={actions.isSending(challengeable)} onClick={() => act(challengeable)}>
      {name}
      {children}
      <VisuallyHidden>&nbsp;contribution {String(challengeable.index)}</VisuallyHidden>
    </Button>
  )
}

/** Who has said what, for how much, once somebody has contradicted: the latest word is the last. */
function Said({ model, challengeable: { outlook, index } }: Pick<Props, 'model' | 'challengeable'>) {
  if (!outlook || outlook.length < 2) return null
  return (
    <ol className={classes.said} aria-label={`What was said of contribution ${index}`}>
      {outlook.map(({ account, label, stake, amount }, i) => (
        // Nobody takes back what was said, and the same can be said twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={i}>
          <Person address={account} />: {model.classNames[label] ?? `class ${label}`}, for{' '}
          <Amount wei={stake} />;{' '}
          {amount === 0n ? (
            'gets nothing'
          ) : (
            <>
              gets <Amount wei={amount} />
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Says that the sample is something else, for a bond. */
function Challenge({ model, challengeable, actions }: Props) {
  const { index, bond, label } = challengeable
  if (bond === undefined) return null
  return (
    <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="sm" variant="light" color="red" loading={actions.isSending(challengeable)}>
          Challenge, bond&nbsp;
          <Amount wei={bond} />
          <VisuallyHidden>&nbsp;on contribution {String(index)}</VisuallyHidden>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label="What it is" mah="60vh" style={{ overflowY: 'auto' }}>
        {model.classNames.map(
          (name, other) =>
            other !== label && (
              <Menu.Item key={name} onClick={() => actions.challenge(challengeable, other)}>
                It is {name}
              </Menu.Item>
            ),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
