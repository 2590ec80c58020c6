import { HashRouter, type RouteObject, useLocation, useRoutes } from 'react-router'
import { ErrorBoundary } from './ErrorBoundary.tsx'

/** The pages by their addresses. Addresses behind `#` need nothing of the web server. */
export function Pages({ routes }: { routes: RouteObject[] }) {
  return (
    <HashRouter>
      <Page routes={routes} />
    </HashRouter>
  )
}

function Page({ routes }: { routes: RouteObject[] }) {
  const page = useRoutes(routes)
  const { pathname } = useLocation()
  return <ErrorBoundary place={pathname}>{page}</ErrorBoundary>
}
