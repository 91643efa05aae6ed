import type { ComponentChildren } from 'preact'
import { Banner } from '../banner'
import { Screen } from '../screen'
import { useOnline } from './use-online'
import { t } from './words'
import '../../styles/staff.css'

type Props = Parameters<typeof Screen>[0]

interface StaffProps extends Omit<Props, 'wide'> {
  /** Stands in place of the common words about a network that is away. */
  offline?: ComponentChildren
  children: ComponentChildren
}

function NoNetwork() {
  return (
    <Banner icon="offline">
      <b>{t('offline.title')}</b> {t('staff.offline')}
    </Banner>
  )
}

/** A screen of the staff: wide, and honest about needing the network. */
export function StaffScreen({ children, offline, ...rest }: StaffProps) {
  const online = useOnline()
  return (
    <Screen wide {...rest}>
      {offline ?? (!online && <NoNetwork />)}
      {children}
    </Screen>
  )
}
