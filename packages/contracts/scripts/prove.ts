// Has solc's SMTChecker prove the assertions in proofs/, with the Z3 that the npm compiler contains. Fails when one is
// not proved, or when an operation in there might overflow.
import { readdirSync, readFileSync } from 'node:fs'
import solc from 'solc'

type Message = { severity: string; message: string; formattedMessage: string }
type Compiler = {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string
}

const compiler: Compiler = solc
const contracts = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, contracts), 'utf8')

for (const file of readdirSync(new URL('proofs/', contracts)).sort()) {
  const path = `proofs/${file}`
  const source = read(path)
  const messages = check(path, source).filter(({ message }) => message.startsWith('BMC: '))
  const proved = messages.filter(({ message }) =>
    message.startsWith('BMC: Assertion violation check is safe'),
  )
  const open = messages.filter(({ severity }) => severity !== 'info')
  const asserted = source.split('assert(').length - 1
  for (const { formattedMessage } of open) console.error(formattedMessage)
  console.log(`${path}: ${proved.length} of ${asserted} assertions proved`)
  if (open.length > 0 || proved.length !== asserted) process.exitCode = 1
}

/** What the compiler has to say. The bounded engine suffices: there are no loops, and no state between calls. */
function check(path: string, content: string): readonly Message[] {
  const input = {
    language: 'Solidity',
    sources: { [path]: { content } },
    settings: {
      remappings: ['solady/=../../node_modules/solady/src/'],
      modelChecker: {
        engine: 'bmc',
        solvers: ['z3'],
        targets: ['assert', 'underflow', 'overflow', 'divByZero'],
        contracts: { [path]: [path.replace(/^.*\/|\.sol$/g, '')] },
        showProvedSafe: true,
        showUnproved: true,
      },
      outputSelection: { '*': { '*': [] } },
    },
  }
  const output = compiler.compile(JSON.stringify(input), { import: path => ({ contents: read(path) }) })
  return JSON.parse(output).errors
}
