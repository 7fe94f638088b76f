export interface FieldError {
  field: string
  code: string
  detail: string
  /** Of a file that was sent. */
  line?: number
}

export interface ProblemBody {
  code?: string
  detail?: string
  errors?: FieldError[]
  [extra: string]: unknown
}

/** What went wrong, by a stable code: the server's problem+json, or `offline` when it was not reached. */
export class Problem extends Error {
  readonly status: number
  readonly body: ProblemBody
  /** Seconds the server asked us to wait. */
  readonly retryAfter: number | undefined
  readonly code: string
  readonly errors: readonly FieldError[]
  constructor(status: number, body: ProblemBody = {}, retryAfter: number | undefined = undefined) {
    super(body.code ?? 'unknown')
    this.status = status
    this.body = body
    this.retryAfter = retryAfter
    this.code = body.code ?? 'unknown'
    this.errors = body.errors ?? []
  }
  get offline(): boolean {
    return this.code === 'offline'
  }
  get signedOut(): boolean {
    return this.code === 'signed_out'
  }
  static async from(response: Response): Promise<Problem> {
    const body: ProblemBody = await response.json().catch(() => ({}))
    const wait = Number(response.headers.get('Retry-After') ?? Number.NaN)
    return new Problem(response.status, body, Number.isFinite(wait) ? wait : undefined)
  }
  field(name: string): string | undefined {
    return this.errors.find((error) => error.field === name)?.detail
  }
}

let token: string | undefined
/** Signing in or out changes the CSRF token. */
export function forgetToken(): void {
  token = undefined
}

async function csrfToken(): Promise<string> {
  token ??= (await (await reach('/api/v1/csrf', {})).json()).token as string
  return token
}

/** Fetches the token ahead of time, so that leaving in a hurry needs one request instead of two. */
export async function warmToken(): Promise<void> {
  await csrfToken().catch(() => undefined)
}

let signedOut: () => void = () => undefined
/** Called whenever the server says that nobody is signed in. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...init })
  } catch {
    throw new Problem(0, { code: 'offline' })
  }
}

/** The raw answer, with the CSRF token; a stale token is renewed once. */
export async function request(
  method: string,
  url: string,
  body?: unknown,
  key?: string,
  keepalive = false,
): Promise<Response> {
  const attempt = async () => {
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (method !== 'GET') headers['X-CSRFToken'] = await csrfToken()
    if (key) headers['Idempotency-Key'] = key
    const file = body instanceof Blob
    if (body !== undefined) headers['Content-Type'] = file ? body.type : 'application/json'
    return reach(url, {
      method,
      headers,
      keepalive,
      ...(body === undefined ? {} : { body: file ? body : JSON.stringify(body) }),
    })
  }
  const response = await attempt()
  if (response.status !== 403 || method === 'GET') return response
  const problem = await Problem.from(response.clone())
  if (problem.code !== 'csrf_failed') return response
  forgetToken()
  return attempt()
}

async function answered(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
  const response = await request(method, `/api/v1${path}`, body, key)
  if (response.ok) return response
  const problem = await Problem.from(response)
  if (problem.signedOut) signedOut()
  throw problem
}

async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const response = await answered(method, path, body, key)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** Made once for each thing a person wants, and kept for its retries. */
export function newKey(): string {
  return crypto.randomUUID()
}

export const api = {
  get: <T>(path: string) => call<T>('GET', path),
  post: <T>(path: string, body: unknown = {}, key: string = newKey()) => call<T>('POST', path, body, key),
  put: <T>(path: string, body: unknown = {}) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
  del: <T = void>(path: string, body?: unknown) => call<T>('DELETE', path, body),
  file: async (path: string) => (await answered('GET', path)).blob(),
}
