/** A share (0 to 1) as a bar. Drawn only: the figure stands beside it. */
export function ShareBar({ share }: { share: number | null }) {
  return (
    <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="share-whole" width="100" height="8" />
      {share !== null && <rect class="share-part" width={Math.max(0, Math.min(1, share)) * 100} height="8" />}
    </svg>
  )
}
