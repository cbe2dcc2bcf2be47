"""Which parts of a page look as something did whose contrast was measured already.

Measuring the contrast of every word took axe two thirds of its time, though most words of a page are painted as
those of others are: by the same styles, in the same place among their ancestors, on a window of the same width.
"""

from playwright.sync_api import Page

MARK = "data-unmeasured"

# A number for each element: what decides about its colours, and the same of all that it stands in. Whether there is
# something to read is a part of it, because what is empty, hidden or disabled is not measured.
LOOKS = """() => {
  const mixed = (sum, text) => {
    for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619)
    return sum
  }
  const isRead = one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "")
  const looks = new Map()
  return [...document.querySelectorAll("body, body *")].map(one => {
    const style = getComputedStyle(one)
    const look = mixed(looks.get(one.parentElement) ?? window.innerWidth, [
      one.localName, one.getAttribute("class"), one.getAttribute("role"), one.getAttribute("type"),
      one.getAttribute("aria-disabled"), one.matches(":disabled"), Boolean(one.control && one.control.disabled),
      isRead(one), Boolean(one.value), Boolean(one.placeholder),
      style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.textShadow, style.fontSize,
      style.fontWeight, style.display, style.visibility, style.position, style.zIndex,
    ].join("|"))
    looks.set(one, look)
    return look
  })
}"""

MARKED = """([mark, chosen]) => {
  document.querySelectorAll(`[${mark}]`).forEach(one => one.removeAttribute(mark))
  const all = document.querySelectorAll("body, body *")
  chosen.forEach(number => all[number].setAttribute(mark, ""))
  axe.configure({ rules: [{ id: "color-contrast", selector: `[${mark}]` }] })
}"""


class Looks:
    """How everything looked that was measured so far."""

    def __init__(self) -> None:
        self._measured: set[int] = set()

    def mark_new(self, page: Page) -> None:
        """Let axe, which the page has already, measure the first of each look that is new."""
        chosen = []
        for number, look in enumerate(page.evaluate(LOOKS)):
            if look not in self._measured:
                self._measured.add(look)
                chosen.append(number)
        page.evaluate(MARKED, [MARK, chosen])
