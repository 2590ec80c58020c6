import { Component, type ReactNode } from 'react'
import { Crash } from './Crash.tsx'

/** Catches what breaks outside the routes, so that the page is never blank. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    return this.state.error === null ? this.props.children : <Crash error={this.state.error} />
  }
}
