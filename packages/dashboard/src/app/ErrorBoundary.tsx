import { Component, type ReactNode } from 'react'
import { Crash } from './Crash.tsx'

interface Props {
  /** Where this is: what broke in one place is no reason to show nothing in another. */
  place?: string
  children: ReactNode
}

interface State {
  error: unknown
  place: string | undefined
}

/** Catches what breaks, so that the page is never blank. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { error: null, place }
  }

  override render() {
    return this.state.error === null ? this.props.children : <Crash error={this.state.error} />
  }
}
