import type { ComponentChildren } from 'preact'
import { path } from '../router'
import { t } from '../words'
import { Icon, type IconName } from './icon'
import { LossNotice } from './loss-notice'
import { Notices } from './notices'
import { Said } from './said'

interface Tab {
  readonly href: string
  readonly icon: IconName
  readonly label: string
  /** Where else one is within this tab. */
  readonly also?: readonly string[]
}

const patientTabs = (): readonly Tab[] => [
  { href: '/', icon: 'today', label: t('nav.today') },
  { href: '/progress', icon: 'progress', label: t('nav.progress'), also: ['/summaries'] },
  { href: '/history', icon: 'history', label: t('nav.history') },
  { href: '/learn', icon: 'learn', label: t('nav.learn') },
]

const staffTabs = (): readonly Tab[] => [
  {
    href: '/caseload',
    icon: 'people',
    label: t('nav.caseload'),
    also: ['/patients', '/invite-patient', '/summaries'],
  },
  { href: '/learn', icon: 'learn', label: t('nav.learn') },
]

const settingsTab = (): Tab => ({
  href: '/settings',
  icon: 'settings',
  label: t('nav.settings'),
  also: ['/clinic'],
})

const isWithin = (href: string) => path.value === href || path.value.startsWith(`${href}/`)

function isCurrent({ href, also = [] }: Tab): boolean {
  return href === '/' ? path.value === '/' : [href, ...also].some(isWithin)
}

function Tabs({ tabs }: { tabs: readonly Tab[] }) {
  const current = tabs.find(isCurrent)
  return (
    <nav class="tabs" aria-label={t('nav.label')}>
      <p class="brand">
        <Icon name="foot" size={32} />
        {t('app.name')}
      </p>
      <button type="button" class="tabs-menu" popovertarget="tabs">
        <Icon name="menu" />
        {t('nav.menu')}
      </button>
      {/* Made anew where one has arrived: what was opened to go there is closed. */}
      <ul id="tabs" popover="auto" key={path.value}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab === current ? 'page' : undefined}>
              <Icon name={tab.icon} />
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The frame of every screen. A task has the phone to itself; all else has the tabs at the thumb. */
export function Shell({
  task,
  patient,
  staff,
  children,
}: {
  task: boolean
  patient: boolean
  staff: boolean
  children: ComponentChildren
}) {
  const own = patient ? (staff ? [...staffTabs().slice(0, 1), ...patientTabs()] : patientTabs()) : staffTabs()
  return (
    <div class={task ? 'app' : 'app app-tabs'}>
      <a class="skip-link" href="#main">
        {t('skip.to.main')}
      </a>
      <div class="app-content">
        <LossNotice quiet={task} />
        <Notices quiet={task} />
        {children}
      </div>
      {!task && <Tabs tabs={[...own, settingsTab()]} />}
      <Said />
    </div>
  )
}
