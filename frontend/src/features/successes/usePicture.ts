import { useEffect, useState } from 'preact/hooks'
import { dropNote, keepNote, readNote } from '../../offline/notes'

async function asText(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function asPicture(text: string): Blob {
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/jpeg' })
}

/** A picture that was chosen and not sent yet; it stays on the phone, sealed, beside the words. */
export function usePicture(name: string) {
  const [picture, setPicture] = useState<Blob>()
  const [shown, setShown] = useState<string>()
  useEffect(() => {
    let here = true
    void readNote<string>(name)
      .catch(() => undefined)
      .then((found) => here && found && setPicture((chosen) => chosen ?? asPicture(found)))
    return () => {
      here = false
    }
  }, [name])
  useEffect(() => {
    if (!picture) return
    const address = URL.createObjectURL(picture)
    setShown(address)
    return () => {
      URL.revokeObjectURL(address)
      setShown(undefined)
    }
  }, [picture])
  const put = (chosen: Blob | undefined) => {
    setPicture(chosen)
    const kept = chosen ? asText(chosen).then((text) => keepNote(name, text)) : dropNote(name)
    void kept.catch(() => undefined)
  }
  return { picture, shown, put }
}
