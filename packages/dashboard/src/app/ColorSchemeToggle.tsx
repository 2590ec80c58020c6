import { MoonIcon, SunIcon } from '@heroicons/react/24/outline'
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

/** Follows the system until it is used. */
export function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const current = useComputedColorScheme('light')
  const other = current === 'dark' ? 'light' : 'dark'
  const Icon = current === 'dark' ? SunIcon : MoonIcon
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={`Switch to ${other} colours`}
      title={`Switch to ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <Icon width={18} aria-hidden />
    </ActionIcon>
  )
}
