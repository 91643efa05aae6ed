import { useRef } from 'preact/hooks'
import type { SentInvitation } from '../../../api/answers'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { zone } from '../../state/clock'
import { longDay } from '../../words/dates'
import { t } from './words'

/** The link as it can be taken along: read, marked or copied. */
function Link({ link }: { link: string }) {
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      say(t('invite.copied'))
    } catch {
      // Without a secure address, or with the clipboard denied, the person copies by hand.
      field.current?.select()
      say(t('invite.copy.self'))
    }
  }
  return (
    <div class="stack">
      <div class="field">
        <label for="invitation-link">{t('invite.link')}</label>
        <input id="invitation-link" ref={field} readOnly value={link} />
      </div>
      <Button icon="copy" wide onClick={() => void copy()}>
        {t('invite.copy')}
      </Button>
    </div>
  )
}

/** An invitation that was just sent: its picture, its link, and how long it works. */
export function Sent({
  of,
  isAgain,
  onAnother,
}: {
  of: SentInvitation
  isAgain: boolean
  onAnother: () => void
}) {
  const day = longDay(localDate(of.expires_at, zone.value))
  return (
    <Card title={t('invite.sent.title', of)} tone="action">
      <p role="status">{t(isAgain ? 'invite.sent.again' : 'invite.sent.words', of)}</p>
      <img
        class="invitation-qr"
        src={`${of.qr_svg_url}?${Date.parse(of.expires_at)}`}
        alt={t('invite.qr', of)}
        width={240}
        height={240}
      />
      <p class="hint">{t('invite.works.until', { day })}</p>
      <Link link={of.link} />
      <Button kind="quiet" onClick={onAnother}>
        {t('invite.another')}
      </Button>
    </Card>
  )
}
