import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasPython, runProgram } from '@cotrain/testing/python'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pythonFiles, pythonFolder } from '../../scripts/pythonClient.ts'
import type { Anvil } from '../../src/chain/anvil.ts'
import { cotrain, start } from '../cli.ts'
import { startBalancer } from './balancer.ts'
import { ask, post, startModels } from './support.ts'

let chain: Anvil
let ids: Record<string, string>

type Served = {
  url: string
  port: number
  stop(): Promise<number | null>
  said: { stdout: string; stderr: string }
}

/** Starts `cotrain serve` as users do, and waits until it says that it answers. */
async function serve(...args: string[]): Promise<Served> {
  const served = start(['serve', '--json', '--port', '0', ...args], { env: { COTRAIN_RPC: chain.rpcUrl } })
  let code: number | null | undefined
  void served.ended.then(ended => {
    code = ended
  })
  while (served.said.stdout === '') {
    if (code !== undefined) throw new Error(`serve ended with ${code}: ${served.said.stderr}`)
    await sleep(20)
  }
  const { url } = JSON.parse(served.said.stdout) as { url: string }
  return {
    url,
    port: Number(new URL(url).port),
    said: served.said,
    async stop() {
      served.kill('SIGTERM')
      return served.ended
    },
  }
}

beforeAll(async () => {
  ;({ chain, ids } = await startModels())
})
afterAll(() => chain?.stop())

test('the description is printed without a chain', async () => {
  const { code, stdout, json } = await cotrain(['serve', '--openapi'], {
    env: { COTRAIN_RPC: 'http://127.0.0.1:1' },
  })
  expect(code).toBe(0)
  expect(json.openapi).toBe('3.1.0')
  expect(Object.keys(json.paths)).toEqual([
    '/models/{id}/predict',
    '/models',
    '/models/{id}',
    '/models/{id}/snapshot',
    '/healthz',
  ])
  const named = new Set([...stdout.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!))
  for (const name of named) expect(Object.keys(json.components.schemas)).toContain(name)
})

test('what cannot be listened on, and models that are not there, are said', async () => {
  const run = (...args: string[]) => cotrain(['serve', ...args], { env: { COTRAIN_RPC: chain.rpcUrl } })
  const taken = await run('--port', new URL(chain.rpcUrl).port)
  expect(taken.stderr).toContain('the port is taken by another process')
  const unknown = await run('--model', 'deposits:77')
  expect(unknown.stderr).toContain('cotrain models')
  expect([taken.code, unknown.code]).toEqual([1, 1])
})

describe.skipIf(!hasPython())('the Python client', () => {
  const folder = `${pythonFolder}/src`
  let server: Served
  beforeAll(async () => {
    server = await serve()
  })
  afterAll(async () => {
    expect(await server?.stop()).toBe(0)
  })
  const python = (program: string) => runProgram(program, { folder, args: [server.url, chain.rpcUrl] })

  test('is the one that the description makes', async () => {
    for (const [path, text] of Object.entries(await pythonFiles())) {
      expect(
        readFileSync(`${pythonFolder}/${path}`, 'utf8'),
        'npx tsx packages/cli/scripts/pythonClient.ts',
      ).toBe(text)
    }
  })

  test('does what its README shows', async () => {
    const readme = readFileSync(`${pythonFolder}/README.md`, 'utf8')
    const [, example = ''] = /```python\n([\s\S]*?)```/.exec(readme) ?? []
    const { code, stdout, stderr } = await python(example.replace('http://127.0.0.1:8080', server.url))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toMatch(/^1 yes as of block \d+$/)
    expect(lines.slice(1, 4)).toEqual([
      expect.stringMatching(/^good \d/),
      expect.stringMatching(/^fine \d/),
      "['yes', 'no']",
    ])
    expect(lines).toContain("deposits:0 Perceptron ['no', 'yes'] ['text', 'features']")
    expect(lines.at(-1)).toBe('features[1] 400 The model’s features are 0 to 9.')
  })

  test('reads every answer, and says what goes wrong in classes with values', async () => {
    const { code, stdout, stderr } = await python(`
import compileall, importlib, inspect, pathlib, sys, typing
import cotrain_client
from cotrain_client import *
from cotrain_client._json import read

url, other = sys.argv[1:]
client = CotrainClient(url + "/")

for name in ("client", "errors", "models", "_http", "_json"):
    module = importlib.import_module("cotrain_client." + name)
    for _, each in inspect.getmembers(module, lambda it: inspect.isclass(it) or inspect.isfunction(it)):
        typing.get_type_hints(each)
        for _, method in inspect.getmembers(each, inspect.isfunction):
            typing.get_type_hints(method)
assert (pathlib.Path(cotrain_client.__file__).parent / "py.typed").exists()

models = {model.name: model for model in client.models().models}
assert models["Centroid"].numbers[0] == NumberInput(name="Length", unit="mm", min=0, max=10), models
assert models["Centroid"].accuracy is None and models["Centroid"].chain_id == 31337
for model in models.values():
    assert client.model(model.id) == model
    body = {"numbers": (9, 70)} if model.inputs == ["numbers"] else {"text": "good"}
    one = client.predict(model.id, reasons=1, **body)
    many = client.predict_batch(model.id, samples=[Sample(**body)] * 3, reasons=1)
    assert [many.predictions[0]] * 3 == many.predictions
    assert (one.label, one.class_, one.probabilities, one.block) == (
        many.predictions[0].label, many.predictions[0].class_, many.predictions[0].probabilities, many.block)
    assert one.class_ == model.classes[one.label] and one.reasons.features[0].weight > 0
assert client.predict(models["Perceptron"].id, text="good").probabilities is None
assert client.predict(models["Bayes"].id, text="good").scores[2] is None
assert client.health().ready and client.health().problem is None

def raised(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind}")

missing = raised(ModelUnknownError, lambda: client.predict("deposits:99", text="a"))
assert (missing.status, missing.code, missing.field) == (404, "model_unknown", "id")
assert isinstance(missing, ApiError) and isinstance(missing, CotrainError)
raised(ModelUnknownError, lambda: client.model("../../etc/passwd"))
raised(ModelUnknownError, lambda: client.model("a\\r\\nx: y"))
batch = raised(SampleInvalidError, lambda: client.predict_batch("deposits:0", samples=[Sample(text=""), Sample(features=[50])]))
assert batch.field == "samples[1].features[0]", batch.field
assert raised(FormNotTakenError, lambda: client.predict("deposits:0", numbers=[1.0])).field == "numbers"
raised(BodyInvalidError, lambda: client.predict("deposits:0"))
raised(ValueError, lambda: client.predict(models["Centroid"].id, numbers=[float("nan"), 1]))
raised(ValueError, lambda: CotrainClient("file:///etc/passwd"))
gone = raised(ConnectionFailedError, lambda: CotrainClient("http://127.0.0.1:1", timeout=1).models())
assert gone.url == "http://127.0.0.1:1" and "refused" in gone.reason
raised(AnswerError, lambda: CotrainClient(other).models())
raised(AnswerError, lambda: read(Block, {"number": True, "hash": "", "time": 1}))
raised(AnswerError, lambda: read(Block, {"number": 1, "hash": ""}))
assert compileall.compile_dir(pathlib.Path(cotrain_client.__file__).parent, quiet=1, legacy=False, force=False)
print("done")
`)
    expect({ code, stdout, stderr }, server.said.stderr).toEqual({ code: 0, stdout: 'done\n', stderr: '' })
  })
})

test('behind a balancer one of two may be restarted, and every request is answered', async () => {
  const first = await serve('--model', ids.perceptron!)
  // one that knows nothing goes on from what another one knows
  const snapshotOf = ({ url }: Served) => ['--no-cache', '--from', `${url}/models/${ids.perceptron}/snapshot`]
  const second = await serve(...snapshotOf(first))
  expect((await ask(`${second.url}/models`)).json).toEqual((await ask(`${first.url}/models`)).json)
  const balancer = await startBalancer([first.port, second.port])
  const path = `${balancer.url}/models/${ids.perceptron}/predict`
  let going = true
  const statuses = new Map<number, number>()
  const asking = Array.from({ length: 3 }, async () => {
    while (going) {
      const { status } = await post(path, { text: 'good' }).catch(() => ({ status: 0 }))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  const answered = () => statuses.get(200) ?? 0
  await expect.poll(answered).toBeGreaterThan(20)
  expect(await first.stop()).toBe(0)
  const alone = answered()
  await expect.poll(answered).toBeGreaterThan(alone + 20)
  const again = await serve(...snapshotOf(second), '--port', String(first.port))
  const together = answered()
  await expect.poll(answered).toBeGreaterThan(together + 20)
  expect(await second.stop()).toBe(0)
  const handed = answered()
  await expect.poll(answered, { timeout: 60_000 }).toBeGreaterThan(handed + 20)
  going = false
  await Promise.all(asking)
  expect([...statuses.keys()]).toEqual([200])
  await balancer.stop()
  expect(await again.stop()).toBe(0)
})

test('SIGTERM lets a request under way be answered, and then ends with 0', async () => {
  const server = await serve('--model', ids.perceptron!)
  const socket = connect(server.port, '127.0.0.1')
  const body = '{"text":"good"}'
  let answer = ''
  socket.on('data', data => {
    answer += data
  })
  const head = `POST /models/${ids.perceptron}/predict HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
  socket.write(head + body.slice(0, 5))
  await once(socket, 'connect').catch(() => undefined)
  await expect.poll(async () => (await ask(`${server.url}/healthz`)).status).toBe(200)
  const ended = server.stop()
  await expect.poll(() => server.said.stderr).toContain('"stopping"')
  socket.write(body.slice(5))
  await once(socket, 'close')
  expect(answer).toContain('HTTP/1.1 200 OK')
  expect(answer).toContain('"class":"yes"')
  expect(await ended).toBe(0)
})

test('when the node is gone, /healthz says so, and answers go on, unless it is strict', async () => {
  const [patient, strict] = await Promise.all([
    serve('--model', ids.perceptron!, '--max-lag', '2000d'),
    serve('--model', ids.perceptron!, '--max-lag', '1', '--strict'),
  ])
  const at = (server: Served) => `${server.url}/models/${ids.perceptron}/predict`
  const before = (await post(at(patient), { text: 'good' })).json
  await chain.stop()
  await expect.poll(async () => (await ask(`${strict.url}/healthz`)).json.ready).toBe(false)
  await expect
    .poll(async () => (await post(at(strict), { text: 'good' })).json.error)
    .toMatchObject({
      code: 'stale',
      message: expect.stringMatching(/NodeUnreachableError|block is \d+ s old/),
    })
  expect((await ask(`${strict.url}/healthz`)).status).toBe(503)
  await expect.poll(() => patient.said.stderr).toContain('the chain cannot be read')
  expect((await post(at(patient), { text: 'good' })).json).toEqual(before)
  expect((await ask(`${patient.url}/healthz`)).status).toBe(200)
  expect(await Promise.all([patient.stop(), strict.stop()])).toEqual([0, 0])
})
