// What tests measure on a page. The driver runs this before what it is asked.

/** A colour in another notation, as a screen shows it. */
const painted = (text) => {
  const area = document.createElement("canvas").getContext("2d")
  area.fillStyle = text
  area.fillRect(0, 0, 1, 1)
  const [red, green, blue, alpha] = area.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}

/** A computed colour as red, green, blue and alpha. */
const colour = (text) => {
  if (!text.startsWith("rgb")) return painted(text)
  const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number)
  return [red, green, blue, alpha]
}

/** A colour over an opaque one. */
const over = ([r, g, b, alpha], below) => [r, g, b].map((one, at) => one * alpha + below[at] * (1 - alpha))

/** The opaque colour that stands behind what is inside an element. */
const backdrop = (element) => {
  if (!element) return [255, 255, 255]
  const own = colour(getComputedStyle(element).backgroundColor)
  return own[3] == 1 ? own.slice(0, 3) : over(own, backdrop(element.parentElement))
}

/** WCAG 2.2's relative luminance. */
const luminance = (rgb) => {
  const [red, green, blue] = rgb.map((one) => {
    const part = one / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2's contrast ratio of two opaque colours. */
const ratio = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const round = (number) => Math.round(number * 100) / 100

/** What an element is called in a message. */
const called = (element) =>
  `${element.localName}${element.className && `.${element.className}`} "${element.textContent.trim().slice(0, 40)}"`

/** All that is seen inside what fits a selector, and that. */
const seen = (scope) => {
  const root = document.querySelector(scope)
  return [root, ...root.querySelectorAll("*")].filter((one) => one.checkVisibility() && one.getClientRects().length)
}

/** The contrast of every piece of text. */
const texts = (scope) =>
  seen(scope)
    .filter((one) => [...one.childNodes].some((node) => node.nodeType == 3 && node.data.trim()))
    .map((one) => {
      const behind = backdrop(one)
      return [round(ratio(over(colour(getComputedStyle(one).color), behind), behind)), called(one)]
    })

/** The contrast of what shows where controls are and how they stand. Those that are off for good
 * are left out, as WCAG does. */
const shapes = (scope) => {
  const found = []
  const compare = (what, text, behind) => found.push([round(ratio(over(colour(text), behind), behind)), what])
  const root = document.querySelector(scope)
  compare("the edge of the box", getComputedStyle(root).borderTopColor, backdrop(root))
  for (const one of seen(scope)) {
    const style = getComputedStyle(one)
    const outside = backdrop(one.parentElement)
    // A button without a shape of its own is known by its text.
    const shape = colour(style.backgroundColor)[3] ? style.backgroundColor : style.color
    if (one.localName == "button") compare(called(one), shape, outside)
    if (one.localName == "input" && !one.disabled) {
      const edge = `the edge of ${one.name}, ${one.checked}`
      compare(edge, style.borderTopColor, outside)
      compare(`the knob of ${one.name}, ${one.checked}`, getComputedStyle(one, "::before").backgroundColor, backdrop(one))
    }
  }
  return found
}

/** The contrast of the edges of controls, where the system's colours leave them no other shape; what is underlined needs none. */
const edges = (scope) =>
  seen(scope)
    .filter((one) => one.matches("button, input:enabled") && getComputedStyle(one).textDecorationLine != "underline")
    .map((one) => {
      const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(one)
      if (borderTopStyle == "none" || !parseFloat(borderTopWidth)) return [0, called(one)]
      const outside = backdrop(one.parentElement)
      return [round(ratio(over(colour(borderTopColor), outside), outside)), called(one)]
    })

/** The focus as it is shown on what has it: how wide, and its contrast. */
const focus = () => {
  const one = document.activeElement
  const style = getComputedStyle(one)
  const behind = backdrop(one.parentElement)
  const shown = style.outlineStyle == "none" ? 0 : parseFloat(style.outlineWidth)
  return [shown, round(ratio(over(colour(style.outlineColor), behind), behind)), called(one)]
}

/** The width and height of everything that can be pressed, but for links within a sentence. */
const targets = (scope) =>
  seen(scope)
    .filter((one) => one.matches("a, button, summary, label, input"))
    .filter((one) => one.localName != "a" || one.parentElement.textContent.trim() == one.textContent.trim())
    .map((one) => {
      // A label belongs to the target of what it labels.
      const { width, height } = (one.closest("label") || one).getBoundingClientRect()
      return [round(Math.min(width, height)), called(one)]
    })

/** What cannot be read or reached. Tables may scroll sideways (WCAG 1.4.10), by themselves. */
const lost = (scope) => {
  const root = document.querySelector(scope)
  const screen = document.documentElement
  const problems = []
  const check = (good, what) => good || problems.push(what)
  check(screen.scrollWidth <= screen.clientWidth, `the page is ${screen.scrollWidth} wide`)
  const box = root.getBoundingClientRect()
  // In pages from right to left a scroll bar may stand on the left.
  const fits = box.left >= 0 && box.right <= innerWidth && box.width <= screen.clientWidth
  check(fits, `sideways: ${box.left} to ${box.right}`)
  check(box.top >= 0 && box.bottom <= innerHeight, `upwards or down: ${box.top} to ${box.bottom}`)
  for (const one of seen(scope).filter((one) => !one.parentElement.closest(".samtycke-scroll"))) {
    const at = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    check(at.left >= box.left && at.right <= box.right, `${called(one)} stands out: ${at.left} to ${at.right}`)
    const scrolls = one.matches(".samtycke-scroll") || style.overflowX == "visible"
    check(scrolls || one.scrollWidth <= one.clientWidth, `${called(one)} is cut sideways: ${one.scrollWidth} in ${one.clientWidth}`)
    const flows = one == root || !["hidden", "clip"].includes(style.overflowY)
    check(flows || one.scrollHeight <= one.clientHeight, `${called(one)} is cut off`)
  }
  const reach = (one, block, y) => {
    one.scrollIntoView({ block, behavior: "instant" })
    const at = one.getBoundingClientRect()
    const there = document.elementFromPoint((at.left + at.right) / 2, y(at))
    check(there && (one.contains(there) || there.contains(one)), `${called(one)} lies under ${there && called(there)}`)
  }
  for (const one of seen(scope)) {
    if (one.matches("a, button, summary, label, .samtycke-scroll")) reach(one, "center", (at) => (at.top + at.bottom) / 2)
    if (one.matches("p, h2, h3, small")) {
      reach(one, "start", (at) => at.top + 3)
      reach(one, "end", (at) => at.bottom - 3)
    }
  }
  return problems
}

/** The spacing that readers may set (WCAG 1.4.12), so that no rule stands above it. */
const space = (scope) => {
  for (const one of [document.querySelector(scope), ...document.querySelectorAll(`${scope} *`)]) {
    const set = (name, value) => one.style.setProperty(name, value, "important")
    set("line-height", "1.5")
    set("letter-spacing", "0.12em")
    set("word-spacing", "0.16em")
    if (one.localName == "p") set("margin-bottom", "2em")
  }
}

/** Where a button's computed style depends on how long its text is, or on where it stands. */
const PLACED = /^((inline|block)-size|width|height|(perspective|transform)-origin|(inset|-webkit-locale).*|top|bottom|left|right)$/

/** Everything that the computed style of an element and of what is drawn beside it says. Names that a
 * page has made up say nothing by themselves. */
const look = (element) => {
  const all = {}
  for (const part of [null, "::before", "::after", "::first-letter", "::first-line"]) {
    const style = getComputedStyle(element, part)
    for (const name of style) {
      if (!PLACED.test(name) && !name.startsWith("--")) all[`${part || ""} ${name}`] = style.getPropertyValue(name)
    }
  }
  return all
}

/** Whether whoever aims at the middle of an element hits it. */
const hit = (element) => {
  const at = element.getBoundingClientRect()
  return element.contains(document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2))
}

/** What moves or would. */
const motion = (scope) => {
  const root = document.querySelector(scope)
  const moving = root.getAnimations({ subtree: true }).map((one) => `${one.constructor.name} of ${called(one.effect.target)}`)
  for (const one of seen(scope)) {
    for (const part of [null, "::before", "::after"]) {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one, part)
      if (transitionDuration != "0s" || animationName != "none" || scrollBehavior != "auto")
        moving.push(`${called(one)} ${part}: ${transitionDuration}, ${animationName}, ${scrollBehavior}`)
    }
  }
  return moving
}
