import { Container } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { Outlet, useLocation } from 'react-router'
import { DemoBanner } from '../features/demo/DemoBanner.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import classes from './Layout.module.css'
import { useScrollRestoration } from './useScrollRestoration.ts'

// What puts errors into words is large, and comes a moment after the page.
const NodeBanner = lazy(async () => ({
  default: (await import('../features/network/NodeBanner.tsx')).NodeBanner,
}))
const WrongChainBanner = lazy(async () => ({
  default: (await import('../features/network/WrongChainBanner.tsx')).WrongChainBanner,
}))

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
  useScrollRestoration()
  return (
    <div className={classes.page}>
      <button type="button" className="skip-link" onClick={focusContent}>
        Skip to the content
      </button>
      <Header />
      <DemoBanner />
      <Suspense>
        <NodeBanner />
        <WrongChainBanner />
      </Suspense>
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
    </div>
  )
}
