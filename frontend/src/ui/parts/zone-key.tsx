import type { Zones } from '../../domain/plan'

const ZONES = ['green', 'amber', 'red'] as const

interface ZoneKeyProps {
  title: string
  zones: Zones
  words: Record<(typeof ZONES)[number], string>
}

/** What the colours behind a pain chart stand for; no red where amber goes up to 10. */
export function ZoneKey({ title, zones, words }: ZoneKeyProps) {
  const shown = ZONES.filter((zone) => zone !== 'red' || zones.amber_to < 10)
  return (
    <ul class="chart-key" aria-label={title}>
      {shown.map((zone) => (
        <li key={zone}>
          <svg class="swatch" viewBox="0 0 18 18" aria-hidden="true">
            <rect class={`zone-${zone}`} width="18" height="18" />
          </svg>
          {words[zone]}
        </li>
      ))}
    </ul>
  )
}
