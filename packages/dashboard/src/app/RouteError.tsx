import { useRouteError } from 'react-router'
import { Crash } from './Crash.tsx'

export function RouteError() {
  return <Crash error={useRouteError()} />
}
