/** Ticks for the page. Browsers slow down the timers of a hidden page, and not those of its workers. */
addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => postMessage(null), data)
})
