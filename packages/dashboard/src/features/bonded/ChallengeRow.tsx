import { canSettle } from '@cotrain/sdk'
import { Button, Menu, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { Pledge } from './Pledge.tsx'
import { Pools } from './Pools.tsx'
import type { ChallengeActions } from './useChallengeActions.ts'
import { type Challengeable, explain, statusWords } from './words.ts'

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
  return (
    <ContributionRow
      model={model}
      index={index}
      contribution={contribution}
      status={statusWords[status]}
      side={
        <>
          <Stake challengeable={challengeable} />
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
      By <Person address={contribution.contributor} />. {explain(challengeable, model.classNames, hasArbiter)}
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

/** What the account has staked on it, and what that brings as things stand. */
function Stake({ challengeable: { staked, payout, status } }: Pick<Props, 'challengeable'>) {
  if (staked === 0n) return null
  const isClosed = status === 'settled' || status === 'dropped'
  return (
    <Text size="sm" c="dimmed" ta="right">
      You staked <Amount wei={staked} />, {isClosed ? 'and got' : 'and would get'} <Amount wei={payout} />
    </Text>
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
