import { Command } from 'commander'
export async function main(argv: readonly string[]) { await new Command('cotrain').command('x').parent!.parseAsync(argv) }
