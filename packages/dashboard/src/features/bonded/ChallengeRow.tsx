import { Button, Menu, Text, VisuallyHidden } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import type { BondedModel } from '../model/readyModel.ts'
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
  return (
    <ContributionRow
      model={model}
      index={index}
      contribution={contribution}
      status={statusWords[status]}
      side={
        <>
          <Stake challengeable={challengeable} />
          {status === 'open' && <Challenge {...{ model, challengeable, actions }} />}
          {status === 'final' && (
            <Button
              size="sm"
              loading={actions.isSending(challengeable)}
              onClick={() => actions.settle(challengeable)}
            >
              Settle
              <VisuallyHidden>&nbsp;contribution {String(index)}</VisuallyHidden>
            </Button>
          )}
        </>
      }
    >
      By <Person address={contribution.contributor} />. {explain(challengeable, model.classNames)}
    </ContributionRow>
  )
}

/** What the account has staked on it, and what that brings as things stand. */
function Stake({ challengeable: { staked, payout, status } }: Pick<Props, 'challengeable'>) {
  if (staked === 0n) return null
  return (
    <Text size="sm" c="dimmed" ta="right">
      You staked <Amount wei={staked} />, {status === 'settled' ? 'and got' : 'and would get'}{' '}
      <Amount wei={payout} />
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
