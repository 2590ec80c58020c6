import {
  Button,
  Card,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Notification,
  Paper,
  Tabs,
} from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e9f5f3',
  '#d3e9e5',
  '#a9d3cd',
  '#7bbcb3',
  '#56a89e',
  '#3b958b',
  '#23827a',
  '#0d655f',
  '#084f4a',
  '#053a37',
]

/** From the lightest text to the darkest ground, with a breath of green. */
const dark: MantineColorsTuple = [
  '#e8eeec',
  '#c5cfcc',
  '#a2aeab',
  '#778583',
  '#3d4a48',
  '#2c3836',
  '#202b29',
  '#141c1b',
  '#0e1514',
  '#090e0d',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Instrument Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: {
    fontFamily: "'Bricolage Grotesque Variable', 'Instrument Sans Variable', system-ui, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '2rem', lineHeight: '1.15' },
      h2: { fontSize: '1.3rem', lineHeight: '1.25' },
      h3: { fontSize: '1.05rem', lineHeight: '1.3' },
    },
  },
  components: {
    Card: Card.extend({ defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    Button: Button.extend({ defaultProps: { radius: 'md' } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close the message' } },
      styles: { description: { color: 'var(--mantine-color-text)' } },
    }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
})

const accents = ['petrol', 'red', 'orange', 'yellow', 'green', 'blue', 'gray', 'grape']

/** Grounds and texts of tinted badges, notices and buttons: calm, and of enough contrast (WCAG AA). */
function tints(percent: number, text: (color: string) => string) {
  return Object.fromEntries(
    accents.flatMap(name => {
      const color = `--mantine-color-${name}`
      const ground = (share: number) =>
        `color-mix(in srgb, var(${color}-6) ${share}%, var(--cotrain-surface))`
      return [
        [`${color}-light`, ground(percent)],
        [`${color}-light-hover`, ground(percent + 7)],
        [`${color}-light-color`, text(`${color}-`)],
      ]
    }),
  )
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tints(13, color => `color-mix(in srgb, var(${color}9) 72%, black)`),
    '--mantine-color-body': '#faf9f5',
    '--mantine-color-text': '#1c2524',
    '--mantine-color-dimmed': '#58625f',
    '--mantine-color-placeholder': '#6b7471',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': petrol[7],
    '--cotrain-surface': '#ffffff',
    '--cotrain-line': '#e3e0d6',
    '--cotrain-negative': '#2a6fb0',
    '--cotrain-positive': '#b9560f',
    '--cotrain-plot': petrol[7],
  },
  dark: {
    ...tints(20, color => `var(${color}2)`),
    '--mantine-color-body': '#111817',
    '--mantine-color-dimmed': '#a0adaa',
    '--mantine-color-placeholder': '#8d9a97',
    '--mantine-color-error': '#ff9c92',
    '--mantine-color-anchor': petrol[3],
    '--mantine-color-petrol-outline': petrol[3],
    '--cotrain-surface': '#182120',
    '--cotrain-line': '#2b3735',
    '--cotrain-negative': '#6cb0ec',
    '--cotrain-positive': '#f0a45d',
    '--cotrain-plot': petrol[3],
  },
})
