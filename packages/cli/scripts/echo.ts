/** A bare echo of the framework that `cotrain serve` uses: what its predictions are measured against. */
import { fastify } from 'fastify'

const app = fastify()
app.post('/echo', request => request.body)
console.log(await app.listen({ port: 0 }))
