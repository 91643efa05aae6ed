declare const self: ServiceWorkerGlobalScope

/** Put in by the build: the files of the offline shell and a version that changes with any of them. */
declare const __SHELL__: { version: string; files: string[] }

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(`shell-${__SHELL__.version}`).then((cache) => cache.addAll(__SHELL__.files)))
})
