import { ArrowTopRightOnSquareIcon } from '@heroicons/react/24/outline'
import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../ui/usePageTitle.ts'

/** For those who have never had a wallet: what it is, what it signs, what that costs, and how to get one. */
export function WalletsPage() {
  usePageTitle('What is a wallet?')
  return (
    <Stack gap="lg" maw={720}>
      <div>
        <Title order={1}>What is a wallet?</Title>
        <Text size="lg" mt={6}>
          A program that keeps the key of your account on a chain, and asks you before it uses it. You need
          none to look at models and to ask them.
        </Text>
      </div>
      <Card>
        <Stack gap="md">
          <Part title="What it keeps">
            A secret key. Whoever has it can spend what the account has. The wallet shows it as twelve or more
            words: write them on paper, and give them to nobody. Neither this page nor anybody who helps you
            needs them.
          </Part>
          <Part title="What a signature is">
            When you teach a model or claim something, this page asks the wallet to sign one transaction. The
            wallet shows which contract it goes to and how much it can cost; nothing happens before you
            confirm. A transaction that is on the chain cannot be taken back.
          </Part>
          <Part title="What a contribution costs">
            Gas, the fee of the chain, which is gone whatever comes of it; from a fraction of a cent on some
            chains to several dollars on others. And where the model asks for it, a deposit, which you get
            back when the model agrees with you later, and lose when it does not. The Teach tab shows both
            before you send anything.
          </Part>
          <Part title="How to get one">
            Most wallets are extensions of a browser or apps. Get it from its maker's own page or your
            browser's store, never from a link in a message. Then send a small amount of the chain's coin to
            it. ethereum.org, which sells none, explains what there is:{' '}
            <Outside href="https://ethereum.org/en/wallets/">about wallets</Outside>,{' '}
            <Outside href="https://ethereum.org/en/wallets/find-wallet/">finding one</Outside>,{' '}
            <Outside href="https://ethereum.org/en/security/">staying safe</Outside>.
          </Part>
          <Part title="Without one">
            Predicting is free and needs no account: your browser reads the model from the chain and works it
            out by itself. To try all the rest with play money, use the demo or a local chain.
          </Part>
        </Stack>
      </Card>
    </Stack>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} fz="1.05rem" mb={2}>
        {title}
      </Title>
      <Text>{children}</Text>
    </section>
  )
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} underline="always" target="_blank" rel="noreferrer noopener">
      {children}{' '}
      <ArrowTopRightOnSquareIcon
        width={14}
        aria-label="(opens in a new tab)"
        style={{ verticalAlign: '-2px' }}
      />
    </Anchor>
  )
}
