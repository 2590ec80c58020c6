import { createServer } from 'node:net'
import { CliError } from '../errors.ts'

/**
 * Makes sure that `port` of this machine is free, or picks a free one for port 0.
 *
 * @param option The option by which the user chooses another port, for the message.
 * @throws CliError when the port is taken or may not be used.
 */
export async function claimPort(port: number, option: string): Promise<number> {
  try {
    return await tryPort(port)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE') {
      throw new CliError(`Port ${port} is taken by another process.`, [
        `Stop that process, or choose another port with ${option} N (0 takes any free one).`,
      ])
    }
    if (code === 'EACCES') {
      throw new CliError(`Port ${port} is not open to this user.`, [
        `Choose one above 1023 with ${option} N.`,
      ])
    }
    throw error
  }
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const free = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve(free))
    })
  })
}
