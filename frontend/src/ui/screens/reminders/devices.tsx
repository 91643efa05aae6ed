import { useEffect, useState } from 'preact/hooks'
import type { PushDevice } from '../../../api/push'
import { localDate } from '../../../domain/clock'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { now, zone } from '../../state/clock'
import { ownDevice, pushApi } from '../../state/push'
import { ago, fullDate } from '../../words/dates'
import { Removable } from './removable'
import { t } from './words'

function standingWords({ last_problem, last_ok_at, created_at }: PushDevice): string {
  if (last_problem) return t('devices.trouble')
  if (last_ok_at) return t('devices.reached', { when: ago(new Date(last_ok_at), now.value) })
  return t('devices.since', { day: fullDate(localDate(created_at, zone.value)) })
}

function Row({ device, onRemove }: { device: PushDevice; onRemove: () => void }) {
  const name = device.device || t('devices.unnamed')
  return (
    <Removable
      icon="phone"
      name={name}
      words={standingWords(device)}
      label={t('devices.remove', { device: name })}
      sure={t('devices.sure')}
      yes={t('devices.stop')}
      onRemove={onRemove}
    />
  )
}

/** The person's other subscribed browsers; null until the server has told them. */
export function useOtherDevices() {
  const [devices, setDevices] = useState<PushDevice[] | null>(null)
  const read = async () => setDevices(await pushApi.devices())
  const remove = useAsking(async (id: string) => {
    await pushApi.drop(id)
    say(t('devices.removed'))
    await read()
    return null
  })
  useEffect(() => {
    void read().catch(() => undefined)
  }, [])
  const isOther = ({ id, closed_at }: PushDevice) => closed_at === null && id !== ownDevice.value
  return { others: devices?.filter(isOther) ?? null, remove }
}

/** The person's other subscribed browsers; nothing where there is none. */
export function Devices({ of: { others, remove } }: { of: ReturnType<typeof useOtherDevices> }) {
  if (!others || others.length === 0) return null
  return (
    <Card title={t('devices.title')}>
      <ProblemLine words={remove.problem} />
      <ul class="rows">
        {others.map((device) => (
          <Row key={device.id} device={device} onRemove={() => remove.ask(device.id)} />
        ))}
      </ul>
    </Card>
  )
}
