import { Container } from '@mantine/core'
import { Outlet, ScrollRestoration } from 'react-router'
import { NodeBanner } from '../features/network/NodeBanner.tsx'
import { WrongChainBanner } from '../features/network/WrongChainBanner.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import classes from './Layout.module.css'

const skipToContent = () => document.getElementById('content')?.focus()

export function Layout() {
  return (
    <div className={classes.page}>
      <button type="button" className="skip-link" onClick={skipToContent}>
        Skip to the content
      </button>
      <Header />
      <NodeBanner />
      <WrongChainBanner />
      <Container
        component="main"
        id="content"
        tabIndex={-1}
        size="lg"
        py="xl"
        px={{ base: 'md', sm: 'xl' }}
        className={classes.main}
      >
        <Outlet />
      </Container>
      <Footer />
      <ScrollRestoration />
    </div>
  )
}
