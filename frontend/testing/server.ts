/** A real HTTP server for one test file, which answers as told and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Asked {
  /** `POST /api/v1/checkins` */
  what: string
  headers: IncomingMessage['headers']
  /** Of JSON its value, of anything else its text; undefined when nothing was sent. */
  body: unknown
}

export interface Answer {
  status?: number
  body?: unknown
  headers?: Record<string, string>
  /** The server has heard it, but its answer never arrives. */
  lost?: boolean
  /** The answer comes when this is done. */
  after?: Promise<unknown>
}

export interface Server {
  asked: Asked[]
  /** While true, no request arrives. */
  unreachable: boolean
  /** What is answered to one request, in this order; the last answer is repeated. */
  answers(what: string, ...answers: Answer[]): void
  /** How often one thing was asked, or all that was asked of it. */
  askedFor(what: string): Asked[]
  /** Forgets every answer and what was asked; `/csrf` answers again. */
  reset(): void
  stop(): Promise<void>
}

const CSRF: Answer = { body: { token: 'csrf-1' } }

const parsed = (body: string, type = '') =>
  body === '' ? undefined : type.includes('json') ? (JSON.parse(body) as unknown) : body

function reply(response: ServerResponse, { status = 200, body, headers }: Answer): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'Content-Type': isText ? 'text/html' : 'application/json', ...headers })
  response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body))
}

/** Starts a server and sends the app's `fetch` to it, as if it had come from there. */
export async function startServer(): Promise<Server> {
  const planned = new Map<string, Answer[]>()
  const http = createServer(async (request, response) => {
    const what = `${request.method} ${request.url}`
    const body = parsed(await text(request), request.headers['content-type'])
    server.asked.push({ what, headers: request.headers, body })
    const queue = planned.get(what) ?? [{ status: 404, body: { code: 'not_found' } }]
    const answer = (queue.length > 1 ? queue.shift() : queue[0]) as Answer
    await answer.after
    if (answer.lost) response.destroy()
    else reply(response, answer)
  })
  const server: Server = {
    asked: [],
    unreachable: false,
    answers: (what, ...answers) => void planned.set(what, answers),
    askedFor: (what) => server.asked.filter((one) => one.what === what),
    reset: () => {
      server.asked = []
      server.unreachable = false
      planned.clear()
      planned.set('GET /api/v1/csrf', [CSRF])
    },
    stop: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
  server.reset()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const reach = fetch
  globalThis.fetch = (input, init) =>
    server.unreachable
      ? Promise.reject(new TypeError('no network'))
      : reach(new URL(String(input), origin), init)
  return server
}
