import { Anchor, Container, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useHead } from '../features/network/head.ts'
import { useNetwork } from '../features/network/NetworkContext.tsx'
import { shownNodes } from '../features/network/network.ts'
import classes from './Layout.module.css'

/** Which chain this is, and how far it is. */
export function Footer() {
  const { chain, rpcUrl } = useNetwork()
  const { data: head } = useHead()
  return (
    <footer className={classes.footer}>
      <Container size="lg" px={{ base: 'md', sm: 'xl' }} py="md">
        <Group justify="space-between" gap="xs">
          <Text size="sm" title={shownNodes(rpcUrl)}>
            {chain.name}
            {head && `, block ${head.blockNumber.toLocaleString('en')}`}
          </Text>
          <Anchor component={Link} to="/settings" size="sm">
            Chain settings
          </Anchor>
        </Group>
      </Container>
    </footer>
  )
}
