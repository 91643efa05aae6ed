/**
 * How this browser stands to push: `on`; `off` and may be asked; `denied` by the person; `home_screen` where the app
 * must first be put there (iPhone and iPad); `unsupported`.
 */
export type PushStanding = 'on' | 'off' | 'denied' | 'home_screen' | 'unsupported'

export interface Surroundings {
  /** The browser's own description, and how many fingers its screen takes: an iPad says it is a Mac. */
  agent: string
  touchPoints: number
  /** Opened from the home screen. */
  standalone: boolean
  supported: boolean
  permission: NotificationPermission
  /** A subscription is there and belongs to the person. */
  subscribed: boolean
}

const isApple = ({ agent, touchPoints }: Surroundings): boolean =>
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)

export function standingOf(of: Surroundings): PushStanding {
  if (!of.supported) return isApple(of) && !of.standalone ? 'home_screen' : 'unsupported'
  if (of.permission === 'denied') return 'denied'
  return of.permission === 'granted' && of.subscribed ? 'on' : 'off'
}
