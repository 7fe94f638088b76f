/** As large as the service keeps it. */
const LONGEST_SIDE = 1600

/** A photo made small on this phone, before it travels. Only its pixels go along: no place, no time, no camera. */
export async function shrink(file: Blob): Promise<Blob> {
  const photo = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(photo.width, photo.height))
  const sheet = document.createElement('canvas')
  sheet.width = Math.max(1, Math.round(photo.width * scale))
  sheet.height = Math.max(1, Math.round(photo.height * scale))
  const pen = sheet.getContext('2d')
  if (pen) {
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, sheet.width, sheet.height)
    pen.drawImage(photo, 0, 0, sheet.width, sheet.height)
  }
  photo.close()
  return new Promise((resolve, reject) => {
    sheet.toBlob((made) => (made ? resolve(made) : reject(new Error('no picture'))), 'image/jpeg', 0.86)
  })
}
