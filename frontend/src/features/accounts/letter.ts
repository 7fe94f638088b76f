/** A letter is on its way: phones like to forget a page while its reader looks into the inbox. Gone with this tab. */
const KEY = 'toward.letter'

interface Letter {
  step: 'email_code' | 'login_code'
  email: string
}

export function awaited(): Letter | undefined {
  const kept = sessionStorage.getItem(KEY)
  return kept ? (JSON.parse(kept) as Letter) : undefined
}

export function awaitLetter(letter: Letter | undefined): void {
  if (letter) sessionStorage.setItem(KEY, JSON.stringify(letter))
  else sessionStorage.removeItem(KEY)
}
