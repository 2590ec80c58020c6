// Proves that a failing contract test fails the run: the command that `npm test` uses is run on a throwaway
// project, once with a test that holds and once with one that does not.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const contracts = fileURLToPath(new URL('../', import.meta.url))

const PROJECT = `[profile.default]
solc = "${join(contracts, 'bin/solc')}"
`

const testContract = (holds: boolean) => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

contract ProofTest {
    function test_proof() external pure {
        require(${holds}, "this test fails on purpose");
    }
}
`

/** The exit code of `npm run forge -- test` on a project with one test. */
function exitCode(holds: boolean): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'cotrain-proof-'))
  try {
    mkdirSync(join(folder, 'test'))
    writeFileSync(join(folder, 'foundry.toml'), PROJECT)
    writeFileSync(join(folder, 'test/Proof.t.sol'), testContract(holds))
    return spawnSync('npm', ['run', '--silent', 'forge', '--', 'test', '--root', folder], {
      cwd: contracts,
      stdio: 'ignore',
    }).status
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const passing = exitCode(true)
const failing = exitCode(false)
if (passing === 0 && failing !== 0) {
  console.log(`A failing contract test fails the run (exit code ${failing}; ${passing} when it holds).`)
} else {
  console.error(
    `Exit codes: ${passing} for a test that holds (must be 0), ${failing} for one that fails (must not be 0).`,
  )
  process.exitCode = 1
}
