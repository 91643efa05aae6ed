import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Banner } from '../banner'
import { Screen } from '../screen'
import { t } from './words'
import '../../styles/staff.css'

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const follow = () => setOnline(navigator.onLine)
    addEventListener('online', follow)
    addEventListener('offline', follow)
    return () => {
      removeEventListener('online', follow)
      removeEventListener('offline', follow)
    }
  }, [])
  return online
}

type Props = Parameters<typeof Screen>[0]

/** A screen of the staff: wide, and honest about needing the network. */
export function StaffScreen({ children, ...rest }: Omit<Props, 'wide'> & { children: ComponentChildren }) {
  const online = useOnline()
  return (
    <Screen wide {...rest}>
      {!online && (
        <Banner icon="offline">
          <b>{t('offline.title')}</b> {t('staff.offline')}
        </Banner>
      )}
      {children}
    </Screen>
  )
}
