import type { ComponentChildren } from 'preact'

/** One quiet line across the top of the app. */
export function Banner({ children }: { children: ComponentChildren }) {
  return (
    <div class="banner" role="status">
      {children}
    </div>
  )
}
