/** How far along, as a bar of that many pieces. Drawn only: the words stand beside it. */
export function ProgressSteps({ at, of }: { at: number; of: number }) {
  const pieces = Array.from({ length: of }, (_, i) => i)
  return (
    <svg class="steps-drawing" viewBox={`0 0 ${of * 10} 2`} preserveAspectRatio="none" aria-hidden="true">
      {pieces.map((i) => (
        <rect key={i} class={i < at ? 'steps-done' : 'steps-left'} x={i * 10 + 0.3} width="9.4" height="2" />
      ))}
    </svg>
  )
}
