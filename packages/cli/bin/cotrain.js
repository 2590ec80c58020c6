#!/usr/bin/env node
// Runs the TypeScript sources as they stand, so that there is nothing to build after `npm ci`.
import { bundled } from './bundle.js'

// Stacks are shown only when somebody asks for them.
if (process.argv.includes('--verbose')) process.setSourceMapsEnabled(true)
const { main } = await import(await bundled().catch(notWritable))
await main(process.argv)

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {never}
 */
function notWritable(error) {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code ?? '')) throw error
  console.error(`Cotrain cannot write to ${error.path ?? 'its cache in node_modules'}: ${error.message}`)
  console.error('Run it once as who installed it, then anybody can; or make that folder writable.')
  process.exit(1)
}
