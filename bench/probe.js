/**
 * What is put into a page to look at it. The function is sent as text, so it uses nothing from outside;
 * it is the same for everyone, and a look is a few lines, once a frame.
 */
export const probe = () => {
  const roots = (path) => {
    let found = [document]
    const parts = path.split(" >>> ")
    const last = parts.pop()
    for (const part of parts) {
      found = found.flatMap((root) => [...root.querySelectorAll(part)].map((host) => host.shadowRoot).filter(Boolean))
    }
    return found.flatMap((root) => [...root.querySelectorAll(last)])
  }

  const topmost = (x, y) => {
    let element = document.elementFromPoint(x, y)
    while (element && element.shadowRoot) {
      const inner = element.shadowRoot.elementFromPoint(x, y)
      if (!inner || inner === element) break
      element = inner
    }
    return element
  }

  /** The middle of what is on the screen of an element, if a click there would reach it. */
  const reachable = (element) => {
    // Of text that wraps, the first line: the middle of all lines may be beside every one of them.
    const [{ left, top, right, bottom, width, height } = {}] = element.getClientRects()
    if (!width || !height) return null
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
    const hit = topmost(x, y)
    return hit && (hit === element || element.contains(hit)) ? { x, y } : null
  }

  /** Where to click the first element of a path that is visible and not covered. */
  const at = (path) => {
    for (const element of roots(path)) {
      const point = reachable(element)
      if (point) return point
    }
    return null
  }

  const now = () => performance.now()

  window.__bench = {
    at,

    /** When every path was visible and clickable: the time just after that frame was drawn. */
    whenReady: (paths) =>
      new Promise((resolve) => {
        const look = () => {
          if (document.body && paths.every(at)) setTimeout(() => resolve(now()))
          else requestAnimationFrame(look)
        }
        look()
      }),

    /** Waits until something stands still for three frames, so that a click does not miss it; at most five seconds. */
    still: (path) =>
      new Promise((resolve) => {
        const end = now() + 5000
        let before = ""
        let frames = 0
        const look = () => {
          const point = at(path)
          const here = JSON.stringify(point)
          frames = here === before && point ? frames + 1 : 0
          before = here
          if (frames > 2 || now() > end) resolve(point)
          else requestAnimationFrame(look)
        }
        look()
      }),

    /**
     * Gets ready for clicks: the time of the last one until something came of it, and how long the page
     * took to show that. A dot changes each frame, because a headless browser may draw none otherwise,
     * and what is not drawn has no duration.
     */
    arm: (isDone) => {
      const heard = { clicked: 0, longest: 0 }
      window.__bench.heard = heard
      addEventListener("click", (event) => isDone() || (heard.clicked = event.timeStamp), { capture: true })
      const take = (list) => {
        for (const { interactionId, duration } of list.getEntries()) {
          if (interactionId) heard.longest = Math.max(heard.longest, duration)
        }
      }
      new PerformanceObserver(take).observe({ type: "event", durationThreshold: 16 })
      new PerformanceObserver(take).observe({ type: "first-input", buffered: true })
      const dot = document.createElement("div")
      dot.style.cssText = "position:fixed;left:0;top:0;width:1px;height:1px;pointer-events:none"
      document.documentElement.append(dot)
      let frame = 0
      const blink = () => {
        dot.style.background = frame++ % 2 ? "#000" : "#fff"
        requestAnimationFrame(blink)
      }
      blink()
    },

    /** How many frames it takes after a click until an element is no longer there: 1 if the next one is without it. */
    framesUntilGone: (path) =>
      new Promise((resolve) => {
        let frames = 0
        const look = () => {
          frames++
          if (at(path)) requestAnimationFrame(look)
          else resolve(frames)
        }
        addEventListener("click", () => requestAnimationFrame(look), { capture: true, once: true })
      }),

    /** Cumulative layout shift: the largest window of shifts at most 1 s apart, 5 s in all. */
    shift: () =>
      new Promise((resolve) => {
        const entries = []
        new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true })
        setTimeout(() => {
          let largest = 0
          let sum = 0
          let first = 0
          let last = 0
          for (const { value, startTime, hadRecentInput } of entries) {
            if (hadRecentInput) continue
            if (!sum || startTime - last > 1000 || startTime - first > 5000) {
              sum = 0
              first = startTime
            }
            sum += value
            last = startTime
            largest = Math.max(largest, sum)
          }
          resolve(largest)
        }, 50)
      }),
  }
}

/** Notes which storages of the browser a page opens, in `__storages`; cookies are none of them. */
export const watchStorages = () => {
  const opened = (window.__storages = new Set())
  for (const name of ["localStorage", "sessionStorage"]) {
    const { get, ...rest } = Object.getOwnPropertyDescriptor(window, name)
    Object.defineProperty(window, name, {
      ...rest,
      get() {
        opened.add(name)
        return get.call(window)
      },
    })
  }
  const watch = (type, name) => {
    if (!type) return
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
      if (key === "constructor" || typeof value !== "function") continue
      type.prototype[key] = function (...given) {
        opened.add(name)
        return value.apply(this, given)
      }
    }
  }
  watch(window.IDBFactory, "IndexedDB")
  watch(window.CacheStorage, "CacheStorage")
  watch(window.ServiceWorkerContainer, "service workers")
  watch(window.StorageManager, "StorageManager")
}

/** Keeps hold of every WebAssembly memory of the page, so that what they have committed can be read. */
export const watchMemories = () => {
  const memories = (window.__memories = new Set())
  const keep = (instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value)
    return instance
  }
  const { Instance, Memory, instantiate, instantiateStreaming } = WebAssembly
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, given) => keep(new target(...given)) })
  WebAssembly.Memory = new Proxy(Memory, {
    construct: (target, given) => {
      const memory = new target(...given)
      memories.add(memory)
      return memory
    },
  })
  const kept = (result) => (keep(result.instance ?? result), result)
  WebAssembly.instantiate = (...given) => instantiate(...given).then(kept)
  WebAssembly.instantiateStreaming = (...given) => instantiateStreaming(...given).then(kept)
}
