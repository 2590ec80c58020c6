import { join } from 'node:path'
import { borrow } from '@cotrain/testing/borrowed'

/** @returns A folder in whose `node_modules` @vladmandic/human is, as its user would install it: nothing of ours depends on it. */
export async function installHuman(): Promise<string> {
  const inside = await borrow({
    name: '@vladmandic/human',
    version: '3.3.6',
    integrity:
      'sha512-Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
  })
  return join(inside, '../../..')
}
