// Finds the banners of a page by their words, measures their controls, and presses one where that is asked for.
// `words` holds lower-case phrases by meaning, `press` a meaning, `unfold`, `switch` or nothing; with `isFocused` the control
// gets the keyboard in place of a press. Works on any vendor's banner.
(words, press, isFocused) => {
  const MANY_WORDS = 80
  const textOf = (one) => (one.innerText || one.value || one.getAttribute('aria-label') || one.title || '').replace(/\s+/g, ' ').trim()
  const has = (text, phrases) => phrases.some((phrase) => text.includes(phrase))
  const isAbout = (text) => has(text.toLowerCase(), words.topic)

  /** What a control means; a no before a yes, since "accept only what is necessary" is a no. */
  const meaningOf = (text) => {
    const plain = text.toLowerCase()
    if (!plain || plain.length > MANY_WORDS) return
    if (/^[×✕✖x]$/.test(plain)) return 'close'
    // Part of many words, so it counts alone.
    if (/^ok(ay)?[.!]?$/.test(plain)) return 'yes'
    return ['save', 'no', 'settings', 'yes', 'close'].find((meaning) => has(plain, words[meaning]))
  }

  const above = (one) => one.assignedSlot || one.parentElement || one.getRootNode().host
  const isShown = (one) => {
    const { width, height } = one.getBoundingClientRect()
    return width > 1 && height > 1 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }
  const all = []
  const collect = (root) => {
    // What moves is measured where it will be; what moves for ever cannot be finished.
    for (const one of root.getAnimations()) {
      try { one.finish() } catch {}
    }
    for (const one of root.querySelectorAll('*')) {
      all.push(one)
      if (one.shadowRoot) collect(one.shadowRoot)
    }
  }
  collect(document)
  const CONTROLS = 'button,a,[role=button],[role=link],input[type=button],input[type=submit]'
  const controls = all.filter((one) => one.matches(CONTROLS) && isShown(one) && !one.disabled)

  /** Whether a control is not covered, as by a dialog above it; what is out of view counts. */
  const isOnTop = (one) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    const [left, top] = [x + width / 2, y + height / 2]
    if (left < 0 || top < 0 || left > innerWidth || top > innerHeight) return true
    let hit = document.elementFromPoint(left, top)
    while (hit && hit.shadowRoot && hit.shadowRoot.elementFromPoint(left, top) && hit.shadowRoot.elementFromPoint(left, top) !== hit) hit = hit.shadowRoot.elementFromPoint(left, top)
    for (; hit; hit = above(hit)) if (hit === one) return true
    return false
  }

  /** The box around a control that speaks of cookies: one that lies above the page, else the smallest one. */
  const boxOf = (control) => {
    let smallest
    for (let one = above(control); one && one !== document.body && one !== document.documentElement; one = above(one)) {
      if (!isAbout(one.innerText || '')) continue
      smallest ||= one
      if (one.matches('dialog,[role=dialog],[role=alertdialog],[aria-modal=true],[popover]') || /fixed|sticky/.test(getComputedStyle(one).position)) return one
    }
    return smallest && smallest.innerText.length < 3000 ? smallest : undefined
  }

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const coloursOf = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const backOf = (one) => {
    for (let at = one; at; at = above(at)) {
      const colour = coloursOf(getComputedStyle(at).backgroundColor)
      if (colour[3] > 250) return colour
    }
    return [255, 255, 255, 255]
  }
  /** Relative luminance and contrast (WCAG 2.2). */
  const luminance = ([red, green, blue]) => {
    const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const contrastOf = (one) => {
    const pair = [luminance(coloursOf(getComputedStyle(one).color)), luminance(backOf(one))].sort((a, b) => b - a)
    return (pair[0] + 0.05) / (pair[1] + 0.05)
  }

  const LOOK = ['fontSize', 'fontWeight', 'fontFamily', 'color', 'backgroundColor', 'borderTopColor', 'borderTopWidth', 'borderTopStyle', 'boxShadow', 'textDecorationLine', 'opacity', 'outlineStyle', 'outlineWidth', 'outlineColor']
  const measured = (one, meaning) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    return {
      meaning, text: textOf(one), x, y, width, height,
      inView: x >= 0 && y >= 0 && x + width <= innerWidth + 1 && y + height <= innerHeight + 1,
      isLink: one.localName === 'a' && one.getAttribute('role') !== 'button',
      contrast: contrastOf(one),
      look: Object.fromEntries(LOOK.map((name) => [name, style[name]])),
    }
  }

  const boxes = new Map()
  for (const one of controls) {
    const meaning = meaningOf(textOf(one))
    if (!['yes', 'no', 'save'].includes(meaning) || !isOnTop(one)) continue
    const box = boxOf(one)
    if (box && ![...boxes.keys()].some((other) => other !== box && (other.contains(box) || box.contains(other)))) boxes.set(box, boxes.get(box) || [])
  }
  for (const [box, inside] of boxes) {
    const isInside = (one) => {
      for (let at = one; at; at = above(at)) if (at === box) return true
      return false
    }
    for (const one of controls) {
      const meaning = meaningOf(textOf(one))
      if (meaning && isInside(one)) inside.push([one, meaning])
    }
  }
  const isOn = (one) => (one.type === 'checkbox' ? one.checked : one.getAttribute('aria-checked') === 'true')
  const nameOf = (one) => one.getAttribute('aria-label') || (one.labels && one.labels[0] && textOf(one.labels[0])) || (one.getAttribute('aria-labelledby') && textOf(document.getElementById(one.getAttribute('aria-labelledby')) || one)) || ''
  const SWITCHES = 'input[type=checkbox],[role=switch],[role=checkbox]'
  const switchesOf = (box) => [...box.querySelectorAll(SWITCHES)].filter((one) => !one.disabled && one.getAttribute('aria-disabled') !== 'true')
  const found = [...boxes].map(([box, inside]) => ({
    lang: (box.closest('[lang]') || document.documentElement).lang || '',
    text: box.innerText || '',
    whole: box.textContent || '',
    links: [...box.querySelectorAll('a[href]')].map((one) => one.href),
    // Where a script leads to cannot be seen.
    leads: [...box.querySelectorAll('[role=link]:not([href])')].map(textOf),
    controls: inside.map(([one, meaning]) => measured(one, meaning)),
    on: switchesOf(box).filter(isOn).map(nameOf),
    switches: switchesOf(box).length,
  }))

  const isBack = (one) => {
    const text = textOf(one)
    return one.matches('[data-samtycke-click=settings],[data-samtycke-click=withdraw],[href="#samtycke-settings"],[data-cc],.tarteaucitronOpenPanel,#ot-sdk-btn') || (text.length < MANY_WORDS && isAbout(text) && has(text.toLowerCase(), words.back))
  }
  const back = controls.filter((one) => isBack(one) && ![...boxes.keys()].some((box) => box.contains(one)))

  if (press === 'unfold') {
    for (const box of boxes.keys()) {
      for (const one of box.querySelectorAll('details:not([open]) > summary, button[aria-expanded=false], [role=button][aria-expanded=false]')) one.click()
    }
    return true
  }
  if (press === 'switch') {
    const one = switchesOf([...boxes.keys()].pop() || document.createElement('p'))[0]
    if (one) one.click()
    return !!one
  }
  if (press) {
    const inside = [...boxes.values()].flat().find(([, meaning]) => meaning === press)
    const target = press === 'back' ? back[0] : inside && inside[0]
    if (target && isFocused) target.focus({ focusVisible: true })
    else if (target) target.click()
    return !!target
  }

  /** A point outside of the banners where a press means nothing else. */
  const isBeside = ([x, y]) => {
    const hit = document.elementFromPoint(x, y)
    for (let at = hit; at; at = above(at)) if (boxes.has(at) || at.matches(`${CONTROLS},label,input,select,textarea,video,iframe,[onclick],[tabindex]`)) return false
    return !!hit
  }
  const points = [0.3, 0.5, 0.7, 0.1, 0.9].flatMap((down) => [0.02, 0.98, 0.5].map((right) => [innerWidth * right, innerHeight * down]))
  return { lang: document.documentElement.lang || '', boxes: found, back: back.map(textOf), beside: points.find(isBeside) || null }
}
