import { Banner } from './banner'

/** What went wrong, told at once; nothing where nothing did. */
export function ProblemLine({ words }: { words: string | null }) {
  if (!words) return null
  return (
    <Banner icon="alert" tone="attention" urgent>
      {words}
    </Banner>
  )
}
