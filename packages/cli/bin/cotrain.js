#!/usr/bin/env node
// Starts what `npm ci` has built of the sources.
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) {
  // Stacks are shown only when somebody asks for them.
  if (process.argv.includes('--verbose')) process.setSourceMapsEnabled(true)
  const program = await import(main.href)
  await program.main(process.argv)
} else {
  const message = 'Cotrain is not built: its install ran no scripts.'
  const hints = ['Build it: npm run build']
  console.error(`error: ${message}\n  ${hints[0]}`)
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ error: { code: 'Error', message, hints } }))
  process.exitCode = 1
}
