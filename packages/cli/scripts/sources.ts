/** Runs the command line from its sources as they stand: `npm run --silent cotrain -- status`. */
import { main } from '../src/main.ts'

await main(process.argv)
