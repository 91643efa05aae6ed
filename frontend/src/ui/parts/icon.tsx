/** Our own icons: one 24-unit grid, one stroke, round ends. Each is a list of SVG paths. */
const DRAWN = {
  today: [
    'M12 3v2M12 19v2M4.6 4.6 6 6M18 18l1.4 1.4M3 12h2M19 12h2M4.6 19.4 6 18M18 6l1.4-1.4',
    'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  ],
  progress: ['M4 4v14a2 2 0 0 0 2 2h14', 'm8 14 3.5-4.5 3 2.5L20 6'],
  history: ['M4.5 12a7.5 7.5 0 1 1 2.4 5.5', 'M4 18.5v-4h4', 'M12 8v4.5l3 1.8'],
  learn: ['M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5Z', 'M12 6.5v13'],
  settings: [
    'M4 7h9M17 7h3M4 17h3M11 17h9',
    'M15 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM9 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  ],
  menu: ['M4 7h16M4 12h16M4 17h16'],
  back: ['m14.5 5-7 7 7 7'],
  forward: ['m9.5 5 7 7-7 7'],
  down: ['m5 9.5 7 7 7-7'],
  up: ['m5 14.5 7-7 7 7'],
  close: ['m6 6 12 12M18 6 6 18'],
  check: ['m5 12.5 4.5 4.5L19 7.5'],
  plus: ['M12 5v14M5 12h14'],
  minus: ['M5 12h14'],
  play: ['M8 5.5v13l10.5-6.5Z'],
  pause: ['M9 6v12M15 6v12'],
  again: ['M19.5 12a7.5 7.5 0 1 1-2.4-5.5', 'M20 5v4h-4'],
  edit: ['M5 19h3.5L19 8.5 15.5 5 5 15.5Z', 'm13 7.5 3.5 3.5'],
  bin: ['M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7', 'M10.5 11v5M13.5 11v5'],
  offline: [
    'm4 4 16 16',
    'M5 13a10 10 0 0 1 4.2-3M19 13a10 10 0 0 0-3.6-2.7M8.5 16.5a5 5 0 0 1 6.5-.4',
    'M12 20h.01',
  ],
  send: ['M12 19V6', 'm6 11.5 6-6 6 6'],
  phone: [
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3Z',
    'M11 18h2',
  ],
  call: [
    'M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A15.5 15.5 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4Z',
  ],
  alert: ['M12 4 2.8 19.5h18.4Z', 'M12 10v4.5M12 17h.01'],
  help: ['M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z', 'M12 8v8M8 12h8'],
  activity: ['M3 12.5h4l3-7.5 4 14 3-6.5h4'],
  foot: [
    'M9.5 8.5c-3 0-4.6 2.2-4.2 5 .3 2 1.6 2.7 1.7 4.3.1 1.9 1 3.2 2.7 3.2 2 0 2.9-1.6 2.9-3.8 0-2 1.7-2.6 1.7-5 0-2.2-1.8-3.7-4.8-3.7Z',
    'M7 5h.01M10.5 4h.01M13.6 4.8h.01M16 6.8h.01M17.5 9.5h.01',
  ],
  key: ['M8.5 10.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z', 'M11.5 11.5 19 4M16 7l2.5 2.5M13.5 9.5l1.5 1.5'],
  mail: ['M4 6h16v12H4Z', 'm4.5 7 7.5 6 7.5-6'],
  timer: ['M12 6a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15Z', 'M12 9.5v4l2.5 1.5M9.5 2.5h5'],
  person: ['M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z', 'M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6'],
  people: [
    'M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z',
    'M2.5 19.5c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5',
    'M15.5 5.4a3.4 3.4 0 0 1 0 6.4M18 14.5c2 .8 3.1 2.5 3.5 5',
  ],
  table: ['M4 5h16v14H4Z', 'M4 10h16M4 14.5h16M10 10v9'],
  copy: ['M9 9h11v11H9Z', 'M15 6V4H4v11h2'],
  moon: ['M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z'],
} as const

export type IconName = keyof typeof DRAWN

/** A drawing beside words. It says nothing aloud: whatever it means is also written. */
export function Icon({ name, size = 24 }: { name: IconName; size?: 20 | 24 | 32 }) {
  return (
    <svg
      class={`icon icon-${size}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWN[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}
