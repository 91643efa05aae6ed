/** A value that can be watched. */
export interface ReadonlySignal<T> {
  readonly value: T
  /** Calls `watch` now and after every change; returns how to stop. */
  subscribe(watch: (value: T) => void): () => void
}

export interface Signal<T> extends ReadonlySignal<T> {
  set(value: T): void
}

export function signal<T>(value: T): Signal<T> {
  const watchers = new Set<(value: T) => void>()
  return {
    get value() {
      return value
    },
    set(next) {
      value = next
      for (const watch of watchers) watch(value)
    },
    subscribe(watch) {
      watchers.add(watch)
      watch(value)
      return () => watchers.delete(watch)
    },
  }
}
