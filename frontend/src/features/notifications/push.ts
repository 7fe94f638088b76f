import { startPush, stopPush } from '../../push'
import { change } from '../accounts/change'

/** Turning it on is only true when the phone agreed too. */
export async function setPush(on: boolean): Promise<boolean> {
  if (on) {
    if ((await startPush()) !== 'on') return false
  } else {
    await stopPush()
  }
  await change({ remind_by_push: on })
  return on
}
