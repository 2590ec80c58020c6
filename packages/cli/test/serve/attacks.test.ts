import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../../src/chain/anvil.ts'
import { ask, type Client, post, serveHere, startModels } from './support.ts'

let chain: Anvil
let client: Client
let ids: Record<string, string>
let server: Awaited<ReturnType<typeof serveHere>>
let path: string

beforeAll(async () => {
  ;({ chain, client, ids } = await startModels())
  server = await serveHere(client, [ids.perceptron!, ids.centroid!], {
    limits: { body: 65_536, batch: 3, features: 100, requestTime: 1, connections: 50 },
  })
  path = `${server.url}/models/${ids.perceptron}/predict`
})
afterAll(async () => {
  await server?.close()
  await chain?.stop()
})

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => Buffer.from(part as string)))

describe('bodies', () => {
  const deep = (depth: number) => `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`
  test.each<[what: string, body: unknown, status: number, code: string, field: string | undefined]>([
    ['nothing', '', 400, 'json_invalid', 'body'],
    ['no JSON', '{"text":', 400, 'json_invalid', 'body'],
    ['null', 'null', 400, 'body_invalid', 'body'],
    ['a list', '[]', 400, 'body_invalid', 'body'],
    ['no sample', '{}', 400, 'body_invalid', 'text'],
    ['two samples in one', { text: 'a', features: [1] }, 400, 'body_invalid', 'features'],
    ['another form', { numbers: [1] }, 400, 'form_not_taken', 'numbers'],
    ['no text', { text: 5 }, 400, 'body_invalid', 'text'],
    ['an unknown field', { text: 'a', texts: 'b' }, 400, 'body_invalid', 'texts'],
    ['a field with escapes', { text: 'a', '\u001b[2Jx': 1 }, 400, 'body_invalid', '[2Jx'],
    ['__proto__', '{"text":"a","__proto__":{"reasons":9}}', 400, 'json_invalid', 'body'],
    ['a constructor', '{"text":"a","constructor":{"prototype":{}}}', 400, 'json_invalid', 'body'],
    ['prototypes as fields', '{"toString":"a"}', 400, 'body_invalid', 'toString'],
    ['depth', deep(30_000), 400, 'body_invalid', 'text'],
    ['no UTF-8', bytes('{"text":"caf', [0xe9], '"}'), 400, 'json_invalid', 'body'],
    ['UTF-16', Buffer.from('{"text":"a"}', 'utf16le'), 400, 'json_invalid', 'body'],
    ['a feature that is none', { features: [1, 10] }, 400, 'sample_invalid', 'features[1]'],
    ['a feature below 0', { features: [-1] }, 400, 'body_invalid', 'features[0]'],
    ['half a feature', { features: [1, 0.5] }, 400, 'body_invalid', 'features[1]'],
    ['a text for a feature', { features: ['1'] }, 400, 'body_invalid', 'features[0]'],
    ['too many features', { features: Array(101).fill(1) }, 400, 'sample_invalid', 'features'],
    ['a million features', `{"features":[${'1,'.repeat(999_999)}1]}`, 413, 'body_too_large', undefined],
    ['too many reasons', { text: 'a', reasons: 101 }, 400, 'body_invalid', 'reasons'],
    ['no samples', { samples: [] }, 400, 'body_invalid', 'samples'],
    ['too many samples', { samples: Array(4).fill({ text: 'a' }) }, 413, 'too_many_samples', 'samples'],
    ['a wrong sample', { samples: [{ text: 'a' }, { text: 1 }] }, 400, 'body_invalid', 'samples[1].text'],
    ['an empty sample', { samples: [{ text: 'a' }, {}] }, 400, 'body_invalid', 'samples[1]'],
    ['a wrong feature', { samples: [{ features: [99] }] }, 400, 'sample_invalid', 'samples[0].features[0]'],
    ['reasons of one', { samples: [{ text: 'a', reasons: 1 }] }, 400, 'body_invalid', 'samples[0].reasons'],
  ])('%s', async (_, body, status, code, field) => {
    const answer = await post(path, body)
    expect({ status: answer.status, error: answer.json.error }).toEqual({
      status,
      error: { code, message: expect.any(String), ...(field === undefined ? {} : { field }) },
    })
  })

  test.each<[what: string, numbers: string, field: string]>([
    ['infinite', '[1e400, 1]', 'numbers[0]'],
    ['infinite below', '[1, -1e400]', 'numbers[1]'],
    ['null', '[null, 1]', 'numbers[0]'],
    ['too few', '[1]', 'numbers'],
    ['too many', '[1, 2, 3]', 'numbers'],
  ])('numbers: %s', async (_, numbers, field) => {
    const answer = await post(`${server.url}/models/${ids.centroid}/predict`, `{"numbers":${numbers}}`)
    expect(answer).toMatchObject({ status: 400, json: { error: { field } } })
  })

  test('NaN and Infinity are no JSON', async () => {
    expect((await post(path, '{"numbers":[NaN]}')).json.error.code).toBe('json_invalid')
  })

  test('what is odd and right is answered', async () => {
    for (const body of [
      '{"text":""}',
      '{"text":"\\ud800 \\u0000 good"}',
      '{"features":[-0, 0, 0]}',
      '{"features":[]}',
    ]) {
      expect((await post(path, body)).status, body).toBe(200)
    }
    const twice = await post(path, '{"text":"bad","text":"good"}')
    expect(twice.json.class).toBe('yes')
  })

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/jsonp',
    '',
    'application/json\u00e9',
  ])('of type "%s" are refused', async type => {
    const answer = await post(path, '{"text":"good"}', { headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 415, json: { error: { code: 'content_type_unsupported' } } })
  })

  test('may say their character set', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await post(path, '{"text":"good"}', { headers })).status).toBe(200)
  })
})

describe('paths', () => {
  test.each([
    ['/', 'path_unknown', 404],
    ['/models/', 'model_unknown', 404],
    ['/models/deposits:99', 'model_unknown', 404],
    ['/models/__proto__', 'model_unknown', 404],
    ['/models/constructor', 'model_unknown', 404],
    ['/models/..%2f..%2f..%2fetc%2fpasswd', 'model_unknown', 404],
    ['/models/%00', 'model_unknown', 404],
    ['/models/%zz', 'request_invalid', 400],
    [`/models/${'a'.repeat(1000)}`, 'model_unknown', 404],
    ['//evil.example/models', 'path_unknown', 404],
    ['/%2e%2e/models', 'path_unknown', 404],
  ])('%s', async (target, code, status) => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect(answer).toContain(`HTTP/1.1 ${status} `)
    expect(answer).toContain(`"code":"${code}"`)
  })

  test('names of what all objects have are no models', async () => {
    const answer = await post(`${server.url}/models/constructor/predict`, { text: 'good' })
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'model_unknown', field: 'id' } } })
  })

  test('an id may be percent-encoded', async () => {
    expect((await ask(`${server.url}/models/${encodeURIComponent(ids.perceptron!)}`)).json.id).toBe(
      ids.perceptron,
    )
  })

  test('other methods are refused, with those that are not', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET', 'HEAD']) {
      const { status, headers } = await ask(path, { method })
      expect([status, headers.get('allow')], method).toEqual([405, 'POST'])
    }
    expect((await ask(`${server.url}/models`, { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await ask(`${server.url}/models`, { method: 'OPTIONS' })).status).toBe(404)
    const head = await ask(`${server.url}/models`, { method: 'HEAD' })
    expect([head.status, head.json]).toEqual([200, ''])
    expect(await raw('BREW /models HTTP/1.1\r\nhost: a\r\n\r\n')).toContain('"code":"request_invalid"')
  })

  test('texts of strangers are in no header', async () => {
    const answer = await raw(
      `GET /models/a%0d%0aset-cookie:%20x=1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    )
    expect(answer.split('\r\n\r\n')[0]).not.toContain('set-cookie')
  })
})

describe('connections', () => {
  test('that are no HTTP end with a reason', async () => {
    expect(await raw('\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"request_invalid"/s)
    const long = `GET /models HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`
    expect(await raw(long)).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  test('that send their request drop by drop are ended, and others are answered meanwhile', async () => {
    const slow = Array.from({ length: 20 }, () =>
      dripping('POST /models/deposits:0/predict HTTP/1.1\r\nhost: a\r\n'),
    )
    expect((await post(path, { text: 'good' })).status).toBe(200)
    const answers = await Promise.all(slow)
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s)
  })

  test('are so many and no more, and are taken again afterwards', async () => {
    const sockets: Socket[] = []
    for (let i = 0; i < 80; i++) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      socket.on('error', () => undefined)
      sockets.push(socket)
    }
    const ended = sockets.map(socket => once(socket, 'close'))
    await Promise.race(ended)
    for (const socket of sockets) socket.destroy()
    await Promise.all(ended)
    await expect
      .poll(() =>
        post(path, { text: 'good' }).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
  })
})

test('a rate is kept for each address, and a balancer’s word counts only if it is trusted', async () => {
  const limits = { rate: 3 }
  const statuses = async (url: string, from: (i: number) => string) => {
    const all: number[] = []
    for (let i = 0; i < 5; i++) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': from(i) }
      all.push((await post(`${url}/models/${ids.perceptron}/predict`, { text: 'a' }, { headers })).status)
    }
    return all
  }
  const direct = await serveHere(client, [ids.perceptron!], { limits })
  expect(await statuses(direct.url, i => `10.0.0.${i}`)).toEqual([200, 200, 200, 429, 429])
  const refused = await ask(`${direct.url}/models`)
  expect(refused).toMatchObject({ status: 429, json: { error: { code: 'rate_limited' } } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask(`${direct.url}/healthz`)).status).toBe(200)
  await direct.close()
  const behind = await serveHere(client, [ids.perceptron!], { limits, trustProxy: ['127.0.0.1'] })
  expect(await statuses(behind.url, i => `10.0.0.${i}`)).toEqual([200, 200, 200, 200, 200])
  expect(await statuses(behind.url, () => '10.0.1.1')).toEqual([200, 200, 200, 429, 429])
  await behind.close()
})

test('pages of other origins may ask if they are named', async () => {
  const served = await serveHere(client, [ids.perceptron!], { cors: ['https://good.example'] })
  const target = `${served.url}/models/${ids.perceptron}/predict`
  const preflight = (origin: string) =>
    ask(target, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
  expect((await preflight('https://good.example')).headers.get('access-control-allow-origin')).toBe(
    'https://good.example',
  )
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  const headers = { 'content-type': 'application/json', origin: 'https://good.example' }
  expect((await post(target, { text: 1 }, { headers })).headers.get('access-control-allow-origin')).toBe(
    'https://good.example',
  )
  await served.close()
  const plain = await post(path, { text: 'good' }, { headers })
  expect(plain.headers.get('access-control-allow-origin')).toBeNull()
})

/** Sends bytes, and gives all that comes back until the server ends it. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(text, 'latin1')
  return received(socket)
}

async function received(socket: Socket): Promise<string> {
  let answer = ''
  socket.on('data', data => {
    answer += data
  })
  await once(socket, 'close')
  return answer
}

/** Sends the beginning of a request, then a letter now and then. */
async function dripping(begin: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(begin)
  const timer = setInterval(() => socket.writable && socket.write('x'), 100)
  const answer = await received(socket)
  clearInterval(timer)
  return answer
}
