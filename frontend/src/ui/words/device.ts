import type { settings } from './en/settings'
import { wordsOf } from './index'

const t = wordsOf<typeof settings>()

export type DeviceKind = 'phone' | 'tablet' | 'computer'

/** What kind of device a browser's own description tells of. */
export function deviceKind(agent: string): DeviceKind {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return 'tablet'
  return /Mobile|iPhone|Android/.test(agent) ? 'phone' : 'computer'
}

const BROWSERS = [
  [/Edg/, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

/** The browser's name, or its own description where we do not know it. */
export function browserName(agent: string): string {
  return BROWSERS.find(([mark]) => mark.test(agent))?.[1] ?? agent.slice(0, 40)
}

/** "Phone, Chrome" for a browser's own description. */
export function deviceWords(agent: string): string {
  return t('safety.device', { kind: t(`safety.device.${deviceKind(agent)}`), browser: browserName(agent) })
}
