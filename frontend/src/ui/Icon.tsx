const paths = {
  home: 'M4 11.2 12 4l8 7.2V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z',
  timeline: 'M6 3v18M10.5 7H18M10.5 12.5H16M10.5 18H19',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  us: 'M10 4.5C5.5 8 5 16 8 20M14 4.5C18.5 8 19 16 16 20',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c2-5 13-5 15 0',
  up: 'M5 15l7-7 7 7',
  undo: 'M8 5 3.5 9.5 8 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4',
  save: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v8.5h-13z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  week: 'M4 6h16v14H4zM4 10.5h16M8.5 3v4M15.5 3v4',
  moon: 'M19.5 14.5A8 8 0 1 1 10 4a6.5 6.5 0 0 0 9.5 10.5z',
  talk: 'M4 5h16v11h-8l-5 4v-4H4z',
  quarter: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M3 12h18',
  pause: 'M8.5 5v14M15.5 5v14',
  play: 'M7 4.5v15l12-7.5z',
  trash: 'M4 7h16M9.5 7V4h5v3M6.5 7l1 13h9l1-13',
  edit: 'M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  search: 'M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM16 16l4.5 4.5',
  past: 'M4.5 5v4.5H9M4.8 9.3A8 8 0 1 1 4 13M12 8.5V13l3 2',
  chart: 'M4 19h16M5 14.5l4.5-4 4 2.5L19 7',
  down: 'M6 9.5l6 6 6-6',
  away: 'M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.5a4.3 4.3 0 0 1-.5 8.5zM4 4l16 16',
  spark: 'M12 3.5l2.1 6.4 6.4 2.1-6.4 2.1L12 20.5l-2.1-6.4L3.5 12l6.4-2.1z',
  leaf: 'M5 19C5 10 10 5 19.5 4.5 19 14 14 19 5 19zM5 19l8-8',
  picture: 'M4 5h16v14H4zM4 16.5l5-5 4 4 2.5-2.5 4.5 4.5M15.5 9.2h.01',
} as const

export type IconName = keyof typeof paths

/** A drawing beside words, never instead of them. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  const flips = name === 'back' || name === 'next'
  return (
    <svg
      class={flips ? 'icon flips' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
