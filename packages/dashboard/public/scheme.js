// The colour scheme before the first paint, as Mantine reads it afterwards.
try {
  const chosen = localStorage.getItem('mantine-color-scheme-value')
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.mantineColorScheme =
    chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light'
} catch {
  // Without storage the page is light until Mantine has started.
}
