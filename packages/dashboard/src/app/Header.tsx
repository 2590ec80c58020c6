import { Box, Container, Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useNetwork } from '../features/network/NetworkContext.tsx'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import classes from './Layout.module.css'
import { Logo } from './Logo.tsx'
import { Navigation } from './Navigation.tsx'

// Menus come a moment after the page; their places are kept.
const AccountMenu = lazy(async () => ({
  default: (await import('../features/account/AccountMenu.tsx')).AccountMenu,
}))
const TransactionTray = lazy(async () => ({
  default: (await import('../features/transactions/TransactionTray.tsx')).TransactionTray,
}))
const SkipTime = lazy(async () => ({ default: (await import('../features/time/SkipTime.tsx')).SkipTime }))

export function Header() {
  const { local } = useNetwork()
  return (
    <header className={classes.header}>
      <Container size="lg" px={{ base: 'md', sm: 'xl' }} className={classes.bar}>
        <Link to="/" className={classes.brand} aria-label="Cotrain: all models">
          <Logo />
          <Box component="span" className={classes.name} visibleFrom="xs">
            Cotrain
          </Box>
        </Link>
        <Navigation />
        <div className={classes.tools}>
          <Suspense fallback={<Skeleton h={42} w={local ? 268 : 156} />}>
            {local && <SkipTime />}
            <TransactionTray />
            <AccountMenu />
          </Suspense>
          <ColorSchemeToggle />
        </div>
      </Container>
    </header>
  )
}
