/** How far along: "2 of 5", with a bar of that many pieces. */
export function ProgressSteps({ at, of, label }: { at: number; of: number; label: string }) {
  const pieces = Array.from({ length: of }, (_, i) => i)
  return (
    <div class="steps-bar">
      <p class="steps-words">{label}</p>
      <svg class="steps-drawing" viewBox={`0 0 ${of * 10} 2`} preserveAspectRatio="none" aria-hidden="true">
        {pieces.map((i) => (
          <rect
            key={i}
            class={i < at ? 'steps-done' : 'steps-left'}
            x={i * 10 + 0.4}
            y="0"
            width="9.2"
            height="2"
            rx="0.6"
          />
        ))}
      </svg>
    </div>
  )
}
