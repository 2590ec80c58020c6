import { Container } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Outlet, ScrollRestoration, useLocation } from 'react-router'
import { NodeBanner } from '../features/network/NodeBanner.tsx'
import { WrongChainBanner } from '../features/network/WrongChainBanner.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import classes from './Layout.module.css'

const focusContent = () => document.getElementById('content')?.focus({ preventScroll: true })

/** A link that leads to another page leaves the focus nowhere; the next Tab shall go on in the new page. */
function useFocusOnContent() {
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current !== pathname && document.activeElement === document.body) focusContent()
    last.current = pathname
  }, [pathname])
}

export function Layout() {
  useFocusOnContent()
  return (
    <div className={classes.page}>
      <button type="button" className="skip-link" onClick={focusContent}>
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
