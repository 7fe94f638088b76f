import { signal } from '@preact/signals'

/** Which reveals were read on this phone. Nobody else is told, so it never leaves the phone. */
const place = 'toward.read'

function stored(): string[] {
  return (localStorage.getItem(place) ?? '').split(' ').filter(Boolean)
}

const read = signal<readonly string[]>(stored())

export function wasRead(checkIn: string): boolean {
  return read.value.includes(checkIn)
}

export function markRead(checkIn: string): void {
  if (wasRead(checkIn)) return
  read.value = [...stored(), checkIn].slice(-50)
  localStorage.setItem(place, read.value.join(' '))
}
