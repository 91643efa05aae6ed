import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { back } from '../router'
import { t } from '../words'
import { IconButton } from './button'

interface ScreenProps {
  /** The one heading of the screen; also the page's title. */
  title: string
  /** Small words above the heading. */
  over?: ComponentChildren
  /** Where "back" leads when the app was opened here; none: no back button. */
  backTo?: string
  /** What to do instead of going back, such as asking first. */
  onBack?: () => void
  backIcon?: 'back' | 'close'
  /** Things at the right of the heading. */
  tools?: ComponentChildren
  /** The main action, at the thumb. */
  foot?: ComponentChildren
  /** Room for tables: the therapist's screens. */
  wide?: boolean
  children: ComponentChildren
}

/** Puts reading and keyboard at the top of a new screen, and names the page. */
function useArrival(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('page.title', { title })
  }, [title])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [])
  return heading
}

function Head({ title, over, backTo, onBack, backIcon = 'back', tools }: ScreenProps) {
  const heading = useArrival(title)
  const leaves = backTo !== undefined || onBack !== undefined
  return (
    <header class="screen-head">
      {leaves && (
        <IconButton
          icon={backIcon}
          label={backIcon === 'close' ? t('close') : t('back')}
          onClick={onBack ?? (() => back(backTo ?? '/'))}
        />
      )}
      <div class="screen-title">
        {typeof over === 'string' ? over && <p class="over">{over}</p> : over}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </div>
      {tools}
    </header>
  )
}

/** One screen: a heading, its things, and the main action at the thumb. */
export function Screen(props: ScreenProps) {
  return (
    <main class={props.wide ? 'screen screen-wide' : 'screen'} id="main">
      <Head {...props} />
      <div class="screen-body">{props.children}</div>
      {props.foot && <div class="screen-foot">{props.foot}</div>}
    </main>
  )
}
