import { NavLink } from 'react-router'
import { LazyInboxBadge } from '../features/inbox/LazyInboxBadge.tsx'
import classes from './Navigation.module.css'

const places = [
  { to: '/', name: 'Models', end: true },
  { to: '/publish', name: 'Publish', end: false },
  { to: '/inbox', name: 'Inbox', end: false },
  { to: '/simulator', name: 'Simulator', end: false },
] as const

export function Navigation() {
  return (
    <nav aria-label="Pages" className={classes.nav}>
      {places.map(({ to, name, end }) => (
        <NavLink key={to} to={to} end={end} className={classes.link!}>
          {name}
          {to === '/inbox' && <LazyInboxBadge />}
        </NavLink>
      ))}
    </nav>
  )
}
