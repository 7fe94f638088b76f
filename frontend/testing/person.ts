import { setCurrentPerson } from '../src/offline/seal'

let count = 0

/** Signs somebody in on this phone under an id that no other test has: `ana-1`. Nothing is on the phone of theirs. */
export async function signIn(name: 'ana' | 'ben' | 'cleo'): Promise<string> {
  count += 1
  const person = `${name}-${count}`
  await setCurrentPerson(person)
  return person
}
