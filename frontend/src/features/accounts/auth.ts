import { Problem, request } from '../../api/client'

/** Signing in is a conversation: after each answer the server says what it wants next. */
export type Next = 'done' | 'email_code' | 'login_code' | 'second_step' | 'again'

interface Flow {
  id: string
  is_pending?: boolean
}

interface Answer<T> {
  status: number
  data?: T & { flows?: Flow[] }
  meta?: { recovery_codes_generated?: boolean }
  errors?: { code: string; param?: string; message: string }[]
  /** Of a problem that did not come from the conversation itself. */
  code?: string
}

const steps: Record<string, Next> = {
  verify_email: 'email_code',
  login_by_code: 'login_code',
  mfa_authenticate: 'second_step',
}

async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const response = await request(method, `/_allauth/browser/v1/${path}`, body)
  const answer = (await response.json().catch(() => ({}))) as Answer<T>
  if (response.ok || response.status === 401) return { ...answer, status: response.status }
  const wrong = answer.errors?.[0]
  const wait = Number(response.headers.get('Retry-After') ?? Number.NaN)
  const code =
    response.status === 429
      ? 'rate_limited'
      : response.status === 409
        ? 'too_late'
        : (wrong?.code ?? answer.code ?? 'unknown')
  throw new Problem(response.status, { code }, Number.isFinite(wait) ? wait : undefined)
}

async function walk(method: string, path: string, body?: unknown): Promise<Next> {
  const answer = await call(method, path, body)
  if (answer.status === 200) return 'done'
  const pending = answer.data?.flows?.find((flow) => flow.is_pending && flow.id in steps)
  return (pending && steps[pending.id]) ?? 'again'
}

/** For settings, which are for somebody who is signed in. */
async function need<T>(method: string, path: string, body?: unknown): Promise<Answer<T> & { data: T }> {
  const answer = await call<T>(method, path, body)
  if (answer.status === 401) throw new Problem(401, { code: 'signed_out' })
  return answer as Answer<T> & { data: T }
}

export const signUp = (email: string) => walk('POST', 'auth/signup', { email })
export const confirmEmail = (key: string) => walk('POST', 'auth/email/verify', { key })
export const askForCode = (email: string) => walk('POST', 'auth/code/request', { email })
export const confirmCode = (code: string) => walk('POST', 'auth/code/confirm', { code })
export const recoveryCode = (code: string) => walk('POST', 'auth/2fa/authenticate', { code })

export const sendAgain = (step: 'email_code' | 'login_code') =>
  call('POST', step === 'email_code' ? 'auth/email/verify/resend' : 'auth/code/resend')

interface Wanted {
  request_options: { publicKey: RequestJSON }
}
interface Made {
  creation_options: { publicKey: CreationJSON }
}

/** `login` with nothing but a passkey, `authenticate` as the second step after a code. */
export async function withPasskey(step: 'login' | 'authenticate' | 'reauthenticate'): Promise<Next> {
  const { data } = await call<Wanted>('GET', `auth/webauthn/${step}`)
  const options = data?.request_options.publicKey
  if (!options) throw new Problem(400, { code: 'unknown' })
  const found = await navigator.credentials.get({ publicKey: readRequest(options) })
  return walk('POST', `auth/webauthn/${step}`, { credential: toJSON(found as PublicKeyCredential) })
}

export interface Authenticator {
  type: 'webauthn' | 'recovery_codes'
  id?: number
  name?: string
  created_at: number
  last_used_at: number | null
  unused_code_count?: number
}

const keys = 'account/authenticators'

export async function authenticators(): Promise<Authenticator[]> {
  return (await need<Authenticator[]>('GET', keys)).data
}

/** True when recovery codes were made along with it: they are the way back in without this phone. */
export async function addPasskey(name: string): Promise<boolean> {
  const { data } = await need<Made>('GET', `${keys}/webauthn?passwordless`)
  const made = await navigator.credentials.create({
    publicKey: readCreation(data.creation_options.publicKey),
  })
  const body = { name, credential: toJSON(made as PublicKeyCredential) }
  return (await need('POST', `${keys}/webauthn`, body)).meta?.recovery_codes_generated ?? false
}

export async function removePasskey(id: number): Promise<void> {
  await need('DELETE', `${keys}/webauthn`, { authenticators: [id] })
}

export async function recoveryCodes(fresh = false): Promise<string[]> {
  const { data } = await need<{ unused_codes: string[] }>(fresh ? 'POST' : 'GET', `${keys}/recovery-codes`)
  return data.unused_codes
}

/* WebAuthn speaks in bytes, JSON in base64url. Browsers have begun to translate by themselves, not all of them yet. */

interface Named {
  id: string
  type: 'public-key'
  transports?: AuthenticatorTransport[]
}
type RequestJSON = Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> & {
  challenge: string
  allowCredentials?: Named[]
}
type CreationJSON = Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
  challenge: string
  user: { id: string; name: string; displayName: string }
  excludeCredentials?: Named[]
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const named = (list: Named[] | undefined) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }))

function readRequest(json: RequestJSON): PublicKeyCredentialRequestOptions {
  return { ...json, challenge: bytes(json.challenge), allowCredentials: named(json.allowCredentials) }
}

function readCreation(json: CreationJSON): PublicKeyCredentialCreationOptions {
  return {
    ...json,
    challenge: bytes(json.challenge),
    user: { ...json.user, id: bytes(json.user.id) },
    excludeCredentials: named(json.excludeCredentials),
  }
}

function toJSON(credential: PublicKeyCredential): unknown {
  const response: Record<string, unknown> = {}
  const parts = credential.response as unknown as Record<string, unknown>
  for (const part of [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ]) {
    const value = parts[part]
    if (value instanceof ArrayBuffer) response[part] = text(value)
  }
  const { id, type, authenticatorAttachment } = credential
  return {
    id,
    rawId: text(credential.rawId),
    type,
    authenticatorAttachment,
    response,
    clientExtensionResults: {},
  }
}
